package city.hotline.node.courier;

import city.hotline.core.shard.Outbox;
import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.shard.v1.ConfirmDelivery;
import city.hotline.proto.shard.v1.Delivery;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries of one sending shard: one at a time for each receiver, in order, because the
 * receiver takes a later entry as proof that it has the earlier ones. Thread-safe.
 */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final ShardId sender;
  private final Router router;
  private final ScheduledExecutorService retries;
  private final AtomicInteger undelivered;
  private final Set<Position> known = new HashSet<>();
  private final Map<ShardId, ArrayDeque<OutboxEntry>> byReceiver = new HashMap<>();
  private final List<OutboxEntry> early = new ArrayList<>();
  private boolean begun;
  private boolean stopped;

  Round(
      ShardId sender, Router router, ScheduledExecutorService retries, AtomicInteger undelivered) {
    this.sender = sender;
    this.router = router;
    this.retries = retries;
    this.undelivered = undelivered;
  }

  /** Starts with what the owner before left in the outbox, oldest first. */
  synchronized void begin(List<OutboxEntry> outbox) {
    begun = true;
    offer(outbox);
    offer(early);
    early.clear();
  }

  /**
   * Takes new entries of the outbox, oldest first. Before the beginning they wait: older ones may
   * be in the outbox, and must reach the receiver first.
   */
  synchronized void add(List<OutboxEntry> entries) {
    if (begun) {
      offer(entries);
    } else if (!stopped) {
      early.addAll(entries);
    }
  }

  /** Those already on their way are left alone. */
  private void offer(List<OutboxEntry> entries) {
    if (stopped) {
      return;
    }
    for (OutboxEntry entry : entries) {
      if (known.add(entry.getPosition())) {
        undelivered.incrementAndGet();
        ShardId receiver = ShardId.of(entry.getReceiver());
        ArrayDeque<OutboxEntry> lane =
            byReceiver.computeIfAbsent(receiver, k -> new ArrayDeque<>());
        lane.add(entry);
        if (lane.size() == 1) {
          deliver(entry, 20);
        }
      }
    }
  }

  synchronized void stop() {
    stopped = true;
    undelivered.addAndGet(-known.size());
    known.clear();
    byReceiver.clear();
    early.clear();
  }

  private void deliver(OutboxEntry entry, long pauseMs) {
    ShardCommand command =
        Outbox.commandOf(entry)
            .setDelivery(
                Delivery.newBuilder().setSender(sender.toRef()).setPosition(entry.getPosition()))
            .build();
    router.submit(command).whenComplete((answer, failure) -> answered(entry, answer, pauseMs));
  }

  private void answered(OutboxEntry entry, @Nullable Answer answer, long pauseMs) {
    if (answer instanceof Answer.Accepted || isThere(answer)) {
      confirm(entry, 20);
      next(entry);
      return;
    }
    if (answer instanceof Answer.Refused refused
        && refused.refusal().getReason().getNumber() < Refusal.REFUSAL_ALREADY_DRIVEN_VALUE) {
      LOG.error(
          "{}: the receiver of {} refuses it for good ({}): it stays in the outbox",
          sender,
          entry.getPosition(),
          refused.refusal().getReason());
    }
    later(() -> deliver(entry, Math.min(LONGEST_PAUSE_MS, pauseMs * 2)), pauseMs);
  }

  private static boolean isThere(@Nullable Answer answer) {
    return answer instanceof Answer.Refused refused
        && (refused.refusal().getReason() == Refusal.REFUSAL_ALREADY_DELIVERED
            || refused.refusal().getReason() == Refusal.REFUSAL_ORDER_ALREADY_OPEN);
  }

  private void next(OutboxEntry done) {
    OutboxEntry next;
    synchronized (this) {
      if (stopped) {
        return;
      }
      ShardId receiver = ShardId.of(done.getReceiver());
      ArrayDeque<OutboxEntry> lane = byReceiver.get(receiver);
      if (lane == null) {
        return;
      }
      lane.remove();
      next = lane.peek();
      if (next == null) {
        byReceiver.remove(receiver);
      }
    }
    if (next != null) {
      deliver(next, 20);
    }
  }

  private void confirm(OutboxEntry entry, long pauseMs) {
    router
        .submit(
            ShardCommand.newBuilder()
                .setShard(sender.toRef())
                .setConfirmDelivery(ConfirmDelivery.newBuilder().setPosition(entry.getPosition()))
                .build())
        .whenComplete(
            (answer, failure) -> {
              if (answer instanceof Answer.Accepted
                  || (answer instanceof Answer.Refused r
                      && r.refusal().getReason() == Refusal.REFUSAL_NOT_IN_OUTBOX)) {
                confirmed(entry);
              } else {
                later(() -> confirm(entry, Math.min(LONGEST_PAUSE_MS, pauseMs * 2)), pauseMs);
              }
            });
  }

  private synchronized void confirmed(OutboxEntry entry) {
    if (known.remove(entry.getPosition())) {
      undelivered.decrementAndGet();
    }
  }

  /** Does it after a pause of one to two times the given length, unless the round was stopped. */
  void later(Runnable task, long pauseMs) {
    synchronized (this) {
      if (stopped) {
        return;
      }
    }
    try {
      retries.schedule(
          task, pauseMs + ThreadLocalRandom.current().nextLong(pauseMs), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: shutting down, a delivery stays in the outbox", sender);
    }
  }
}
