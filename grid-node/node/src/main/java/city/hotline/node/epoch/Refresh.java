package city.hotline.node.epoch;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import city.hotline.proto.shard.v1.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node may vote after its machine was restarted (DESIGN D5, the reboot rule).
 *
 * <p>What was not forced may be gone then: records it confirmed, and promises it gave. So it
 * promises and confirms nothing until it has been refreshed: it learns of every promise it may have
 * given from so many other voters that one of them is in each majority it can have been part of,
 * and holds every shard as an owner of no lower epoch has it. Thread-safe; in a grid that forces
 * there is no doubt, as only what is on disk ever counted.
 */
public final class Refresh {
  private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);
  private static final int SAY_EVERY = 10;

  private final String nodeId;
  private final Journal journal;
  private final Voters voters;
  private final Promises promises;
  private final Replicas replicas;
  private final Members members;
  private final Map<String, Map<String, PromiseResponse>> told = new ConcurrentHashMap<>();
  private final Map<ShardId, Long> held = new ConcurrentHashMap<>();
  private final Set<ShardId> missing = ConcurrentHashMap.newKeySet();
  private volatile boolean doubtful;
  private long rounds;

  /** Not in doubt; see {@link #begin}. */
  public Refresh(
      String nodeId,
      Journal journal,
      Voters voters,
      Promises promises,
      Replicas replicas,
      Members members) {
    this.nodeId = nodeId;
    this.journal = journal;
    this.voters = voters;
    this.promises = promises;
    this.replicas = replicas;
    this.members = members;
  }

  /**
   * At the start, after the replay.
   *
   * @param rebooted whether the machine was restarted while the journal was open
   */
  public void begin(boolean rebooted) {
    if (!rebooted) {
      return;
    }
    boolean alone = voters.ids().size() < 2;
    if (alone || voters.forced() || !voters.ids().contains(nodeId)) {
      if (alone && !voters.forced() && !voters.ids().isEmpty()) {
        LOG.warn(
            "the machine was restarted while this node ran: what was acknowledged last may be"
                + " missing, and there is no other voter to ask");
      }
      journal.trust();
      return;
    }
    replicas.all().forEach(r -> missing.add(r.id()));
    doubtful = true;
    LOG.warn(
        "the machine was restarted while this node ran, so what it confirmed last may be missing:"
            + " no vote until it has been refreshed by the serving grid");
  }

  /** Whether this node must not promise or confirm anything, also as its journal was lost. */
  public boolean doubtful() {
    return doubtful || voters.isWithoutVote();
  }

  /** The copy here has everything up to a position of an owner's history, taken since the start. */
  void holds(ShardId shard, Position position) {
    held.merge(shard, position.getEpoch(), Math::max);
  }

  private boolean isRefreshed(ShardId shard) {
    return isKnown(shard.district())
        && held.getOrDefault(shard, 0L) >= promises.promised(shard.district());
  }

  /** One round: asks the other voters, fetches from the owners they name, and ends the doubt. */
  public void round(Repair repair) {
    if (!doubtful) {
      return;
    }
    missing.removeIf(this::isRefreshed);
    missing.stream().map(ShardId::district).distinct().forEach(this::ask);
    missing.forEach(shard -> fetch(shard, repair));
    if (missing.isEmpty()) {
      journal.force();
      journal.trust();
      doubtful = false;
      LOG.info("refreshed by the serving grid: this node votes again");
    } else if (++rounds % SAY_EVERY == 0) {
      LOG.warn(
          "no vote yet: {} shards not refreshed. More voters must be up and serve", missing.size());
    }
  }

  /** A claim to epoch 0 is promised by nobody, but answered with the highest promise. */
  private void ask(String district) {
    PromiseRequest request =
        PromiseRequest.newBuilder()
            .setGridId(voters.gridId())
            .setDistrict(district)
            .setNodeId(nodeId)
            .setVoters(voters.electorate().set())
            .build();
    for (String voter : voters.ids()) {
      if (!voter.equals(nodeId)) {
        members.promise(voter, request).thenAccept(response -> answered(district, voter, response));
      }
    }
  }

  private void answered(String district, String voter, PromiseResponse response) {
    voters.learn(response.getVoters());
    if (response.getWithoutVote() || response.hasVoters()) {
      return;
    }
    told.computeIfAbsent(district, k -> new ConcurrentHashMap<>()).put(voter, response);
    if (isKnown(district)) {
      promises.promise(district, highest(district).getHighestEpoch(), Promises.UNKNOWN_OWNER);
    }
  }

  /** So many others leave too few to have made a majority with this node behind their backs. */
  private boolean isKnown(String district) {
    Set<String> others = told.getOrDefault(district, Map.of()).keySet();
    List<String> silent = voters.ids().stream().filter(v -> !others.contains(v)).toList();
    return !voters.electorate().isMajorityOfEither(silent);
  }

  private PromiseResponse highest(String district) {
    return told.getOrDefault(district, Map.of()).values().stream()
        .max(
            Comparator.comparingLong(PromiseResponse::getHighestEpoch)
                .thenComparing(PromiseResponse::getPromisedTo))
        .orElse(PromiseResponse.getDefaultInstance());
  }

  /** Where nobody knows the owner, its announcements will tell. */
  private void fetch(ShardId shard, Repair repair) {
    PromiseResponse highest = highest(shard.district());
    String owner = highest.getPromisedTo();
    if (isKnown(shard.district()) && !owner.isEmpty() && !owner.equals(nodeId)) {
      repair.start(shard, Positions.of(highest.getHighestEpoch(), Long.MAX_VALUE), owner);
    }
  }
}
