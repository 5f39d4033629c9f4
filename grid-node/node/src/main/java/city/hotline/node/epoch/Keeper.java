package city.hotline.node.epoch;

import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.grid.v1.PromiseRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ownership in step with the placement, and copies in step with their owner.
 *
 * <p>Called every 100 ms on one thread. A district that Hazelcast gives to this node is taken over;
 * one it takes away, or whose epoch was overtaken, is let go. Voters whose confirmations stand
 * still are told what they miss.
 */
public final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** A voter that lags behind for a second is asked why. */
  private static final int ASK_EVERY = 10;

  private final String nodeId;
  private final Voters voters;
  private final Promises promises;
  private final Replicas replicas;
  private final Members members;
  private final Placement placement;
  private final Acknowledgements acknowledgements;
  private final Tenures tenures;
  private final Takeover takeover;
  private final GridTime time;
  private final ExecutorService takeovers;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> notBefore = new ConcurrentHashMap<>();
  private final Map<String, Long> lastConfirmed = new HashMap<>();
  private long rounds;

  /** Uses the takeover's parts and threads for takeovers. */
  public Keeper(Takeover.Parts parts, Takeover takeover, ExecutorService takeovers) {
    this.nodeId = parts.nodeId();
    this.voters = parts.voters();
    this.promises = parts.promises();
    this.replicas = parts.replicas();
    this.members = parts.members();
    this.placement = parts.placement();
    this.acknowledgements = parts.acknowledgements();
    this.tenures = parts.tenures();
    this.time = parts.time();
    this.takeover = takeover;
    this.takeovers = takeovers;
  }

  /** One round. */
  public void round() {
    if (voters.ids().isEmpty()) {
      return;
    }
    for (String district : replicas.districts()) {
      keep(district);
    }
    announce();
  }

  private void keep(String district) {
    boolean owns = placement.owns(district);
    var tenure = tenures.of(district);
    if (tenure.isPresent()) {
      boolean overtaken = promises.promised(district) > tenure.get().epoch();
      if (!running.contains(district) && (!owns || overtaken)) {
        LOG.info("{}: letting go, {}", district, owns ? "a higher epoch exists" : "it moved");
        takeover.abandon(district);
      }
      return;
    }
    boolean timeIsKnown = district.equals(ShardId.CITY) || time.nowMs().isPresent();
    Long pause = notBefore.get(district);
    boolean rested = pause == null || System.nanoTime() - pause >= 0;
    if (owns && timeIsKnown && rested && running.add(district)) {
      takeovers.execute(() -> takeOver(district));
    }
  }

  private void takeOver(String district) {
    try {
      if (!takeover.run(district)) {
        long wait = ThreadLocalRandom.current().nextLong(50, 400);
        notBefore.put(district, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: takeover failed", district, e);
    } finally {
      running.remove(district);
    }
  }

  /** Tells voters that stood still since the round before what they miss. */
  private void announce() {
    boolean ask = ++rounds % ASK_EVERY == 0;
    List<String> all = voters.ids();
    for (String voter : members.present()) {
      if (voter.equals(nodeId) || !all.contains(voter)) {
        continue;
      }
      AnnounceRequest.Builder lagging = AnnounceRequest.newBuilder().setNodeId(nodeId);
      for (Tenures.Tenure tenure : tenures.all()) {
        int others = lagging.getShardsCount();
        addLagging(voter, tenure, lagging);
        if (ask && tenure.serving() && lagging.getShardsCount() > others) {
          askForHigherPromise(voter, tenure);
        }
      }
      if (lagging.getShardsCount() > 0) {
        members.announce(voter, lagging.build());
      }
    }
  }

  private void addLagging(String voter, Tenures.Tenure tenure, AnnounceRequest.Builder lagging) {
    for (Replica replica : replicas.of(tenure.district())) {
      long confirmed = acknowledgements.confirmedBy(replica.id(), voter);
      Long before =
          lastConfirmed.put(
              voter + '/' + replica.id().district() + '/' + replica.id().docket(), confirmed);
      if (confirmed < replica.position().getSequence()
          && before != null
          && before == confirmed
          && replica.position().getEpoch() == tenure.epoch()) {
        lagging.addShards(
            Holding.newBuilder().setShard(replica.id().toRef()).setPosition(replica.position()));
      }
    }
  }

  /**
   * A voter that promised a higher epoch to a node that got no majority for it, itself perhaps,
   * takes nothing from this node any more. Then a higher epoch exists, and this one must be left
   * for a still higher one: else that copy lags for ever, and counts for nothing when another
   * fails.
   */
  private void askForHigherPromise(String voter, Tenures.Tenure tenure) {
    members
        .promise(
            voter,
            PromiseRequest.newBuilder()
                .setGridId(voters.gridId())
                .setDistrict(tenure.district())
                .setEpoch(tenure.epoch())
                .setNodeId(nodeId)
                .build())
        .whenComplete(
            (response, failure) -> {
              if (response != null && response.getHighestEpoch() > tenure.epoch()) {
                promises.heard(
                    tenure.district(), response.getHighestEpoch(), Promises.UNKNOWN_OWNER);
              }
            });
  }
}
