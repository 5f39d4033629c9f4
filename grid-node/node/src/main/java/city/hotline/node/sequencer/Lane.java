package city.hotline.node.sequencer;

import city.hotline.core.moment.StateMachine;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue of one shard on its owner's node: while a batch is in flight, arriving asks
 * form the next.
 *
 * <p>A batch is over when its last record is acknowledged, or the epoch is. Thread-safe; futures
 * are completed and records published one batch after the other, outside the lock.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  static final int MOST_WAITING = 8_192;
  static final int MOST_IN_BATCH = 256;

  private final ShardId shard;
  private final LaneContext context;
  private final ArrayDeque<Ask> waiting = new ArrayDeque<>();
  private @Nullable Batch inFlight;
  private boolean signalled;
  private boolean completing;
  private long startedNanos;
  private long epoch;
  private boolean open;
  private volatile long nextDeadlineMs = StateMachine.NEVER;

  Lane(ShardId shard, LaneContext context) {
    this.shard = shard;
    this.context = context;
  }

  /** Takes asks from now on, in this epoch. */
  void open(long newEpoch) {
    synchronized (this) {
      epoch = newEpoch;
      open = true;
      nextDeadlineMs = Long.MIN_VALUE;
    }
  }

  /** The epoch is over: what waits was never decided, what is in flight is not known. */
  void close() {
    List<Ask> undecided;
    Batch unknown;
    synchronized (this) {
      open = false;
      undecided = new ArrayList<>(waiting);
      waiting.clear();
      unknown = completing ? null : inFlight;
      if (!completing) {
        inFlight = null;
      }
      nextDeadlineMs = StateMachine.NEVER;
    }
    undecided.forEach(a -> refuseUndecided(a, "the shard is moving"));
    if (unknown != null) {
      unknown.asks().forEach(this::refuseUnknown);
    }
  }

  void submit(Ask ask) {
    Batch start = null;
    String refusal = null;
    synchronized (this) {
      if (!open) {
        refusal = "the shard has no serving owner here";
      } else if (waiting.size() >= MOST_WAITING) {
        refusal = "";
      } else {
        waiting.add(ask);
        if (inFlight == null) {
          start = nextBatch();
        }
      }
    }
    if (refusal != null) {
      if (refusal.isEmpty()) {
        refuseFull(ask);
      } else {
        refuseUndecided(ask, refusal);
      }
    }
    if (start != null) {
      run(start);
    }
  }

  private Batch nextBatch() {
    int size = Math.min(waiting.size(), MOST_IN_BATCH);
    List<Ask> asks = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      asks.add(waiting.remove());
    }
    Batch batch = new Batch(context, shard, epoch, asks);
    inFlight = batch;
    signalled = false;
    startedNanos = System.nanoTime();
    return batch;
  }

  private void run(Batch batch) {
    CompletionStage<Object> stage;
    try {
      stage = context.run(shard, batch);
    } catch (RuntimeException e) {
      failed(batch, e);
      return;
    }
    stage.whenCompleteAsync(
        (result, failure) -> {
          if (failure != null && !batch.decided()) {
            failed(batch, failure);
          } else {
            executed(batch);
          }
        },
        context.completions());
  }

  private void failed(Batch batch, Throwable failure) {
    Batch next;
    synchronized (this) {
      if (inFlight != batch) {
        return;
      }
      inFlight = null;
      next = open && !waiting.isEmpty() ? nextBatch() : null;
    }
    batch.asks().forEach(a -> refuseUndecided(a, String.valueOf(failure.getMessage())));
    if (next != null) {
      run(next);
    }
  }

  private void executed(Batch batch) {
    if (!batch.decided()) {
      failed(batch, new NotServed(shard, "this node no longer owns it"));
    } else if (batch.refusesOnly()) {
      var unused =
          context
              .stands(shard, batch.epoch())
              .thenAcceptAsync(stands -> judged(batch, stands), context.completions());
    } else {
      signal(batch);
    }
  }

  /** What was only refused is answered when it is certain that nobody else owned the shard then. */
  private void judged(Batch batch, boolean stands) {
    if (stands) {
      signal(batch);
    } else {
      failed(batch, new NotServed(shard, "it is not certain that this node still owns it"));
    }
  }

  private void signal(Batch batch) {
    synchronized (this) {
      if (inFlight != batch) {
        return;
      }
      signalled = true;
    }
    acknowledged();
  }

  /** Something was acknowledged, or the batch in flight has run. */
  void acknowledged() {
    while (true) {
      Batch done;
      Batch next;
      synchronized (this) {
        done = inFlight;
        if (done == null
            || !signalled
            || completing
            || context.acknowledged(shard) < done.lastSequence()) {
          return;
        }
        completing = true;
      }
      complete(done);
      synchronized (this) {
        completing = false;
        inFlight = null;
        nextDeadlineMs = open ? done.nextDeadlineMs() : StateMachine.NEVER;
        next = open && !waiting.isEmpty() ? nextBatch() : null;
      }
      if (next == null) {
        return;
      }
      run(next);
    }
  }

  private void complete(Batch batch) {
    publish(batch);
    context.measured(batch.asks().size(), System.nanoTime() - startedNanos);
    for (Ask ask : batch.asks()) {
      if (ask instanceof Ask.Command command && command.outcome != null) {
        command.future.complete(command.outcome);
      } else if (ask instanceof Ask.Read<?> read) {
        read.complete();
      }
    }
  }

  /** A reader of records that fails must keep neither the answers nor the next batch back. */
  private void publish(Batch batch) {
    if (batch.records().isEmpty()) {
      return;
    }
    try {
      context.publish(shard, batch.records(), batch.lastSequence());
    } catch (RuntimeException e) {
      LOG.error("{}: showing records up to {} failed", shard, batch.lastSequence(), e);
    }
  }

  /** Refuses what has waited past its deadline; called now and then. */
  void expire(long now) {
    List<Ask> late = new ArrayList<>();
    Batch stuck = null;
    synchronized (this) {
      waiting.removeIf(a -> a.deadline() - now < 0 && late.add(a));
      if (inFlight != null && !completing) {
        stuck = inFlight;
      }
    }
    late.forEach(a -> refuseUndecided(a, "no answer from a majority of the voters in time"));
    if (stuck != null) {
      stuck.asks().stream().filter(a -> a.deadline() - now < 0).forEach(this::refuseUnknown);
    }
  }

  /** When the shard's next tick is due, grid time; MIN_VALUE until a first batch has told. */
  long nextDeadlineMs() {
    return nextDeadlineMs;
  }

  synchronized int depth() {
    return waiting.size();
  }

  private void refuseUndecided(Ask ask, String why) {
    if (ask instanceof Ask.Command c) {
      c.future.complete(
          Answer.refused(
              c.command,
              Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
              Map.of("district", shard.district(), "why", why),
              "Nothing was decided: try again in a moment with the same request id."));
    } else if (ask instanceof Ask.Read<?> r) {
      r.future.completeExceptionally(new NotServed(shard, why));
    }
  }

  private void refuseUnknown(Ask ask) {
    if (ask instanceof Ask.Command c) {
      c.future.complete(
          Answer.refused(
              c.command,
              Refusal.REFUSAL_OUTCOME_UNKNOWN,
              Map.of("district", shard.district()),
              "Decided, but not yet safe: repeat with the same request id to learn the outcome."));
    } else if (ask instanceof Ask.Read<?> r) {
      r.future.completeExceptionally(new NotServed(shard, "not acknowledged in time"));
    }
  }

  private void refuseFull(Ask ask) {
    if (ask instanceof Ask.Command c) {
      c.future.complete(
          Answer.refused(
              c.command,
              Refusal.REFUSAL_QUEUE_FULL,
              Map.of("waiting", Integer.toString(MOST_WAITING)),
              "Too many commands wait for this shard: slow down and try again."));
    } else if (ask instanceof Ask.Read<?> r) {
      r.future.completeExceptionally(new NotServed(shard, "too many commands wait"));
    }
  }
}
