package city.hotline.node.epoch;

import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.shard.v1.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ownership in step with the placement, and copies in step with their owner.
 *
 * <p>Called every 100 ms on one thread. A district that Hazelcast gives to this node is taken over;
 * one it takes away, or whose epoch was overtaken, is let go. When the voters change, what is
 * served here is taken over again, with the consent of both the new and the former ones (decision
 * 0014). Members whose confirmations stand still are told what they miss, with a vote or without:
 * whoever is given one has everything already.
 */
public final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** Rounds, a second: then a copy that stands still is told what it misses, and asked why. */
  private static final int PATIENCE = 10;

  /** Rounds after a change of members, voters or owners in which copies are behind for certain. */
  private static final int HASTY = 50;

  /** A copy elsewhere that is behind, and for how many rounds it has not moved. */
  private record Standstill(long confirmed, int rounds) {}

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
  private final Attempts attempts = new Attempts();
  private final Map<String, Map<ShardId, Standstill>> standstills = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private Set<String> membersBefore = Set.of();
  private long votersBefore;
  private long rounds;
  private long hastyUntil;

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
    Electorate electorate = voters.electorate();
    if (electorate.version() == 0) {
      return;
    }
    List<String> present = members.present();
    Set<String> membersNow = Set.copyOf(present);
    if (!membersNow.equals(membersBefore) || electorate.version() != votersBefore) {
      membersBefore = membersNow;
      votersBefore = electorate.version();
      attempts.forget();
      changed();
    }
    boolean possible = electorate.isMajority(present);
    for (String district : replicas.districts()) {
      keep(district, electorate, possible);
    }
    announce(present);
  }

  private void keep(String district, Electorate electorate, boolean possible) {
    boolean owns = placement.owns(district);
    Tenures.Tenure tenure = tenures.of(district).orElse(null);
    if (tenure != null) {
      if (running.contains(district)) {
        return;
      }
      String why = whyLetGo(tenure, owns, electorate);
      if (why.isEmpty()) {
        return;
      }
      LOG.info("{}: letting go, {}", district, why);
      takeover.abandon(district);
      if (isWithAnother(district)) {
        attempts.overtaken(district, System.nanoTime());
      }
    }
    boolean timeIsKnown = district.equals(ShardId.CITY) || time.nowMs().isPresent();
    if (owns
        && !placement.isMoving(district)
        && possible
        && timeIsKnown
        && attempts.mayTry(district, System.nanoTime())
        && running.add(district)) {
      takeovers.execute(() -> takeOver(district));
    }
  }

  /** Why a district cannot be served on as it is; empty if it can. */
  private String whyLetGo(Tenures.Tenure tenure, boolean owns, Electorate electorate) {
    if (!owns) {
      return "it moved";
    }
    if (promises.promised(tenure.district()) > tenure.epoch()) {
      return "a higher epoch exists";
    }
    long version = electorate.version();
    if (tenure.votersVersion() == version) {
      return "";
    }
    if (tenure.votersVersion() == version - 1 && !electorate.isChange()) {
      for (Replica replica : replicas.of(tenure.district())) {
        acknowledgements.settle(replica.id(), electorate);
      }
      tenures.settle(tenure, version);
      return "";
    }
    return "the voters change to " + electorate;
  }

  /** Whether the highest epoch is that of another node, which is here. */
  private boolean isWithAnother(String district) {
    String owner = promises.promisedTo(district);
    return !owner.equals(nodeId) && members.present().contains(owner);
  }

  private void takeOver(String district) {
    try {
      if (takeover.run(district)) {
        attempts.succeeded(district);
      } else {
        attempts.failed(district, System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: takeover failed", district, e);
    } finally {
      running.remove(district);
    }
  }

  /**
   * Tells members what they miss: those whose copies stand still for a second, as on a busy machine
   * what is on its way looks as if it were lost; after a change, those that stand still for a
   * round.
   */
  private void announce(List<String> present) {
    rounds++;
    for (Tenures.Tenure tenure : tenures.all()) {
      if (!Objects.equals(epochs.put(tenure.district(), tenure.epoch()), tenure.epoch())) {
        changed();
      }
    }
    boolean ask = rounds % PATIENCE == 0;
    for (String voter : present) {
      if (voter.equals(nodeId)) {
        continue;
      }
      AnnounceRequest.Builder lagging = AnnounceRequest.newBuilder().setNodeId(nodeId);
      for (Tenures.Tenure tenure : tenures.all()) {
        boolean forASecond = addLagging(voter, tenure, lagging);
        if (ask && forASecond && tenure.serving()) {
          takeover.askForHigherPromise(voter, tenure.district(), tenure.epoch());
        }
      }
      if (lagging.getShardsCount() > 0) {
        members.announce(voter, lagging.build());
      }
    }
  }

  private void changed() {
    hastyUntil = rounds + HASTY;
  }

  /** Returns whether one of the district's copies there has stood still for a second. */
  private boolean addLagging(String voter, Tenures.Tenure tenure, AnnounceRequest.Builder lagging) {
    Map<ShardId, Standstill> ofVoter = standstills.computeIfAbsent(voter, k -> new HashMap<>());
    boolean hasty = !tenure.serving() || rounds < hastyUntil;
    boolean forASecond = false;
    for (Replica replica : replicas.of(tenure.district())) {
      long confirmed = acknowledgements.confirmedBy(replica.id(), voter);
      Position position = replica.position();
      if (confirmed >= position.getSequence() || position.getEpoch() != tenure.epoch()) {
        ofVoter.remove(replica.id());
        continue;
      }
      Standstill before = ofVoter.get(replica.id());
      int still = before != null && before.confirmed == confirmed ? before.rounds + 1 : 0;
      ofVoter.put(replica.id(), new Standstill(confirmed, still));
      boolean anotherSecond = still >= PATIENCE && still % PATIENCE == 0;
      if (anotherSecond || (hasty && still > 0)) {
        lagging.addShards(
            Holding.newBuilder().setShard(replica.id().toRef()).setPosition(position));
      }
      forASecond |= still >= PATIENCE;
    }
    return forASecond;
  }
}
