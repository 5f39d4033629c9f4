package city.hotline.node.sequencer;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.feed.Feeds;
import city.hotline.node.grid.OwnerWork;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.shard.v1.Durability;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lanes over copies in memory, where the test says when a batch runs and when it is acknowledged;
 * or, {@link #byThemselves}, at once.
 */
public final class HandDrivenLanes implements LaneContext {
  /** The epoch of everything begun here. */
  public static final long EPOCH = 1;

  public final MemoryJournal journal = new MemoryJournal();
  public final Promises promises = new Promises(journal);
  public final Replicas replicas = new Replicas(Directory.beijing(), journal, promises);
  public final Sequencer sequencer = new Sequencer(replicas, this);

  /** What happened, in order: "published 3" or whatever a test adds. */
  public final List<String> happened = new ArrayList<>();

  /** How many asks each completed batch had. */
  public final List<Integer> batches = new ArrayList<>();

  /** All records shown, in order. */
  public final List<JournaledRecord> published = new ArrayList<>();

  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Map<ShardId, Long> acknowledged = new HashMap<>();
  private CompletableFuture<Boolean> stands = CompletableFuture.completedFuture(true);
  private boolean byThemselves;
  private @Nullable RuntimeException publishFailure;
  private Feeds.@Nullable Tap tap;
  private int failingSeeds;
  private long nowMs = 1_790_000_000_000L;

  private record Pending(ShardId shard, OwnerWork work, CompletableFuture<Object> done) {}

  /** A way to these lanes that seals nothing, serves nothing itself and never forwards. */
  public Router router(Router.Owners owners) {
    Router.Forwarding never =
        (node, command) -> CompletableFuture.failedFuture(new AssertionError(node));
    return new Router(
        nodeId(),
        replicas,
        new Tenures(),
        sequencer,
        new Router.Ways(CompletableFuture::completedFuture, owners, never));
  }

  /** Runs and acknowledges everything at once from now on. */
  public HandDrivenLanes byThemselves() {
    byThemselves = true;
    return this;
  }

  /** Starts the epoch on a shard, acknowledged. */
  public void begin(ShardId shard) {
    promises.promise(shard.district(), EPOCH, nodeId());
    Moment moment = Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(1).build();
    replicas.get(shard).startEpoch(EPOCH, moment, nodeId());
    acknowledged.put(shard, replicas.get(shard).position().getSequence());
  }

  /** How many batches wait for the test to run them. */
  public int waiting() {
    return pending.size();
  }

  /** Runs the oldest batch on its shard. */
  public void execute() {
    Pending next = pending.remove();
    next.work().run(replicas.get(next.shard()));
    next.done().complete("ran");
  }

  /** The oldest batch never runs: its partition moved. */
  public void lose() {
    pending.remove().done().completeExceptionally(new IllegalStateException("it moved"));
  }

  /** Acknowledges everything of a shard. */
  public void acknowledge(ShardId shard, Lane lane) {
    acknowledged.put(shard, replicas.get(shard).position().getSequence());
    lane.acknowledged();
  }

  /** The same, its lane found by itself. */
  public void acknowledge(ShardId shard) {
    acknowledged.put(shard, replicas.get(shard).position().getSequence());
    sequencer.acknowledged(shard);
  }

  /** Sees records as they are published. */
  public void tap(Feeds.Tap seesRecords) {
    tap = seesRecords;
  }

  /** Sets grid time. */
  public void now(long ms) {
    nowMs = ms;
  }

  void failToPublish(RuntimeException failure) {
    publishFailure = failure;
  }

  /** The next so many commands cannot be judged. */
  void failToJudge(int commands) {
    failingSeeds = commands;
  }

  @Override
  public CompletionStage<Object> run(ShardId shard, OwnerWork work) {
    CompletableFuture<Object> done = new CompletableFuture<>();
    pending.add(new Pending(shard, work, done));
    if (byThemselves) {
      execute();
    }
    return done;
  }

  @Override
  public void confirmOwn(ShardId shard, Position position) {
    happened.add("confirmed " + position.getSequence());
  }

  /** Whether the epoch stands, as the next refusals find it. */
  public void stands(CompletableFuture<Boolean> answer) {
    stands = answer;
  }

  @Override
  public CompletionStage<Boolean> stands(ShardId shard, long epoch) {
    return stands;
  }

  @Override
  public long acknowledged(ShardId shard) {
    return byThemselves
        ? replicas.get(shard).position().getSequence()
        : acknowledged.getOrDefault(shard, 0L);
  }

  @Override
  public void publish(ShardId shard, List<JournaledRecord> records, long sequence) {
    if (publishFailure != null) {
      throw publishFailure;
    }
    happened.add("published " + sequence);
    published.addAll(records);
    if (tap != null) {
      tap.published(shard, records);
    }
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  @Override
  public long seed() {
    if (failingSeeds > 0) {
      failingSeeds--;
      throw new IllegalStateException("no seed, as the test wants");
    }
    return 1;
  }

  @Override
  public String nodeId() {
    return "A";
  }

  @Override
  public Durability durability() {
    return Durability.DURABILITY_REPLICATED;
  }

  @Override
  public Executor completions() {
    return Runnable::run;
  }

  @Override
  public void measured(int commands, long nanos) {
    batches.add(commands);
  }
}
