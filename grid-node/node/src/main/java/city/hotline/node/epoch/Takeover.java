package city.hotline.node.epoch;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one procedure for every beginning: first start, cold start, promotion, migration, a lost
 * shard (DESIGN D8).
 *
 * <p>Promises of a majority fence every earlier owner; the highest position among their answers
 * contains everything that was ever acknowledged, because every two majorities meet; the start of
 * the epoch, confirmed by a majority, makes it the surviving history.
 */
public final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final long PROMISE_WAIT_MS = 2_000;
  private static final long LOOK_MS = 100;

  /** After so many looks at which no further shard was confirmed the epoch is left. */
  private static final int MOST_QUIET_LOOKS = 100;

  /** Who does not confirm for so many looks is asked whether it promised a higher epoch. */
  private static final int ASK_EVERY = 4;

  private final String nodeId;
  private final Voters voters;
  private final Promises promises;
  private final Refresh refresh;
  private final Replicas replicas;
  private final Members members;
  private final Placement placement;
  private final Acknowledgements acknowledgements;
  private final Tenures tenures;
  private final GridTime time;
  private final Map<String, Long> heard = new ConcurrentHashMap<>();
  private final Map<ShardId, CountDownLatch> starting = new ConcurrentHashMap<>();

  /** The parts it works with. */
  public record Parts(
      String nodeId,
      Voters voters,
      Promises promises,
      Refresh refresh,
      Replicas replicas,
      Members members,
      Placement placement,
      Acknowledgements acknowledgements,
      Tenures tenures,
      GridTime time) {}

  /** A procedure over the given parts. */
  public Takeover(Parts parts) {
    this.nodeId = parts.nodeId();
    this.voters = parts.voters();
    this.promises = parts.promises();
    this.refresh = parts.refresh();
    this.replicas = parts.replicas();
    this.members = parts.members();
    this.placement = parts.placement();
    this.acknowledgements = parts.acknowledgements();
    this.tenures = parts.tenures();
    this.time = parts.time();
  }

  /** Something of a starting epoch was acknowledged. */
  public void acknowledged(ShardId shard) {
    CountDownLatch latch = starting.remove(shard);
    if (latch != null) {
      latch.countDown();
    }
  }

  /** Takes a district over; blocking, a few seconds at most. Returns whether it is served now. */
  public boolean run(String district) throws InterruptedException {
    long began = System.nanoTime();
    long highest = Math.max(promises.promised(district), heard.getOrDefault(district, 0L));
    Electorate electorate = voters.electorate();
    long epoch = Math.max(highest, electorate.epochsAbove()) + 1;
    // A node without a vote promises itself, too: it refuses former owners, though nobody counts
    // it.
    boolean voteless = !electorate.all().contains(nodeId) || refresh.doubtful();
    if (voteless && !promises.promise(district, epoch, nodeId)) {
      return false;
    }
    Promised promised = promised(district, epoch, electorate);
    if (promised == null) {
      return false;
    }
    try {
      collect(district, epoch, promised);
      if (!start(district, epoch, electorate, moment(promised))) {
        return false;
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: epoch {} did not start: {}", district, epoch, e.toString());
      abandon(district);
      return false;
    }
    LOG.info(
        "{}: serving in epoch {}, {} shards, after {} ms",
        district,
        epoch,
        replicas.of(district).size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    return true;
  }

  /** What a majority answered. */
  private record Promised(Map<ShardId, Best> best, long latestMs) {}

  private record Best(Position position, String nodeId) {}

  private @Nullable Promised promised(String district, long epoch, Electorate electorate)
      throws InterruptedException {
    PromiseRequest request = request(district, epoch, electorate);
    record Answer(String voter, @Nullable PromiseResponse response) {}
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    List<String> asked = electorate.all();
    for (String voter : asked) {
      members
          .promise(voter, request)
          .whenComplete((response, failure) -> answers.add(new Answer(voter, response)));
    }
    Map<ShardId, Best> best = new HashMap<>();
    long latestMs = 0;
    Set<String> yes = new HashSet<>();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROMISE_WAIT_MS);
    for (int i = 0; i < asked.size() && !electorate.isMajority(yes); i++) {
      Answer answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        break;
      }
      PromiseResponse response = answer.response();
      if (response == null) {
        continue;
      }
      if (!response.getPromised()) {
        heard.merge(district, response.getHighestEpoch(), Math::max);
        voters.learn(response.getVoters());
        continue;
      }
      yes.add(answer.voter());
      latestMs = Math.max(latestMs, Times.millis(response.getLatestMoment()));
      for (Holding holding : response.getHoldingsList()) {
        Best candidate = new Best(holding.getPosition(), answer.voter());
        best.merge(ShardId.of(holding.getShard()), candidate, Takeover::higher);
      }
    }
    if (!electorate.isMajority(yes)) {
      LOG.info("{}: epoch {} promised by {}, no majority of {}", district, epoch, yes, electorate);
      return null;
    }
    return new Promised(best, latestMs);
  }

  private PromiseRequest request(String district, long epoch, Electorate electorate) {
    return PromiseRequest.newBuilder()
        .setGridId(voters.gridId())
        .setDistrict(district)
        .setEpoch(epoch)
        .setNodeId(nodeId)
        .setVoters(electorate.set())
        .build();
  }

  /**
   * A voter that promised a higher epoch to a node that got no majority for it, itself perhaps,
   * takes nothing from this node any more. Then a higher epoch exists, and this one must be left
   * for a still higher one: else that copy lags for ever, and counts for nothing when another
   * fails.
   */
  void askForHigherPromise(String voter, String district, long epoch) {
    members
        .promise(voter, request(district, epoch, voters.electorate()))
        .whenComplete(
            (response, failure) -> {
              if (response != null && response.getHighestEpoch() > epoch) {
                promises.heard(district, response.getHighestEpoch(), Promises.UNKNOWN_OWNER);
              }
              if (response != null) {
                voters.learn(response.getVoters());
              }
            });
  }

  private static Best higher(Best a, Best b) {
    return Positions.isAfter(b.position(), a.position()) ? b : a;
  }

  private void collect(String district, long epoch, Promised promised) {
    for (Replica replica : replicas.of(district)) {
      Best best = promised.best().get(replica.id());
      if (best == null
          || best.nodeId().equals(nodeId)
          || best.position().equals(replica.position())) {
        continue;
      }
      if (!Positions.isAfter(best.position(), replica.position())) {
        continue;
      }
      LOG.info("{}: fetching {} from {}", replica.id(), best.position(), best.nodeId());
      members.fetch(
          best.nodeId(),
          FetchShardRequest.newBuilder()
              .setShard(replica.id().toRef())
              .setHave(replica.position())
              .build(),
          new Fetched(replica, epoch));
      if (Positions.isAfter(best.position(), replica.position())) {
        throw new IllegalStateException(
            replica.id() + ": could not fetch up to " + best.position() + " from " + best.nodeId());
      }
    }
  }

  private Moment moment(Promised promised) {
    long ms = Math.max(promised.latestMs(), time.nowMs().orElse(time.latestMs()));
    return Moment.newBuilder()
        .setTime(Times.timestamp(ms == 0 ? time.realMs() : ms))
        .setSeed(ThreadLocalRandom.current().nextLong())
        .build();
  }

  private boolean start(String district, long epoch, Electorate electorate, Moment moment)
      throws InterruptedException {
    List<Replica> shards = replicas.of(district);
    tenures.starting(district, epoch, electorate.version());
    CountDownLatch confirmed = new CountDownLatch(shards.size());
    List<CompletableFuture<Void>> started = new ArrayList<>();
    for (Replica replica : shards) {
      acknowledgements.begin(replica.id(), epoch, electorate);
      starting.put(replica.id(), confirmed);
      started.add(placement.startEpoch(replica.id(), epoch, moment));
    }
    if (!awaitConfirmed(district, epoch, started, confirmed)) {
      LOG.info(
          "{}: epoch {} not confirmed by a majority, {} shards missing",
          district,
          epoch,
          confirmed.getCount());
      abandon(district);
      return false;
    }
    tenures.serving(district, epoch, electorate.version());
    return true;
  }

  /**
   * Gives up at once when the district is no longer to be served here, or not in this epoch. While
   * shards are confirmed one after the other it waits: on a slow machine, or with much to repair, a
   * new epoch would only begin all over again.
   */
  private boolean awaitConfirmed(
      String district, long epoch, List<CompletableFuture<Void>> started, CountDownLatch confirmed)
      throws InterruptedException {
    long missing = confirmed.getCount();
    int quiet = 0;
    for (int look = 1; quiet < MOST_QUIET_LOOKS; look++) {
      if (confirmed.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      quiet = confirmed.getCount() < missing ? 0 : quiet + 1;
      missing = confirmed.getCount();
      if (look % ASK_EVERY == 0) {
        voters.electorate().all().stream()
            .filter(voter -> !voter.equals(nodeId))
            .forEach(voter -> askForHigherPromise(voter, district, epoch));
      }
      for (CompletableFuture<Void> each : started) {
        if (each.isCompletedExceptionally()) {
          each.join();
        }
      }
      if (!placement.owns(district)
          || promises.promised(district) > epoch
          || !voters.electorate().isMajority(members.present())) {
        return false;
      }
    }
    return false;
  }

  /** Ends a tenure, serving or not. */
  public void abandon(String district) {
    tenures.end(district);
    for (Replica replica : replicas.of(district)) {
      starting.remove(replica.id());
      acknowledgements.end(replica.id());
    }
  }
}
