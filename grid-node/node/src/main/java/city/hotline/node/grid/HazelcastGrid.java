package city.hotline.node.grid;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Confirmer;
import city.hotline.node.epoch.Placement;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Moment;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.spi.impl.AbstractDistributedObject;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.impl.OperationServiceImpl;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in the Hazelcast cluster. Thread-safe.
 *
 * <p>Until {@link #join} it has no members and owns nothing. Join when the endpoints are served:
 * the cluster gives a new member districts at once.
 */
public final class HazelcastGrid implements Placement, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastGrid.class);

  /** A district that is not served after so long is not served soon. */
  private static final Duration LONGEST_MOVE = Duration.ofSeconds(2);

  private final GridOptions options;
  private final List<String> districts;
  private final Holders holders;
  private final Confirmer confirmer;
  private final Starter starter;
  private volatile @Nullable Joined joined;

  /** Makes the instance from a configuration; tests give one of a mock network. */
  public interface Starter {
    /** Starts a member. */
    HazelcastInstance start(Config config);
  }

  /** What exists once this node is a member. */
  private record Joined(
      HazelcastInstance hazelcast,
      Map<String, Integer> partitionKeys,
      Map<ShardId, IMap<ShardKey, HeldShard>> maps,
      Map<ShardId, ShardKey> keys) {}

  /** Not joined yet. */
  public HazelcastGrid(
      GridOptions options,
      List<String> districts,
      Holders holders,
      Confirmer confirmer,
      Starter starter) {
    this.options = options;
    this.districts = districts;
    this.holders = holders;
    this.confirmer = confirmer;
    this.starter = starter;
  }

  /**
   * Joins or forms the cluster; blocks until this node is a member.
   *
   * @param servers the stable id of the node that serves a district; empty while there is none
   */
  public void join(Function<String, Optional<String>> servers) {
    HazelcastInstance hazelcast =
        starter.start(HazelcastSettings.of(options, new GridFactory(holders)));
    Map<String, Integer> partitionKeys = spread(hazelcast.getPartitionService(), districts);
    Map<ShardId, IMap<ShardKey, HeldShard>> maps = new HashMap<>();
    Map<ShardId, ShardKey> keys = new HashMap<>();
    for (Replica replica : holders.replicas().all()) {
      ShardId id = replica.id();
      keys.put(id, new ShardKey(id, partitionKeys.getOrDefault(id.district(), 0)));
      maps.put(id, hazelcast.getMap(mapOf(id)));
    }
    joined = new Joined(hazelcast, partitionKeys, maps, keys);
    Map<Integer, String> byPartition = new HashMap<>();
    partitionKeys.forEach(
        (district, key) ->
            byPartition.put(
                hazelcast.getPartitionService().getPartition(key).getPartitionId(), district));
    if (engine().map(NodeEngine::getPartitionService).orElse(null)
        instanceof InternalPartitionServiceImpl service) {
      service.setMigrationInterceptor(new OneByOne(hazelcast, byPartition, servers, LONGEST_MOVE));
    }
  }

  private Optional<NodeEngine> engine() {
    Joined now = joined;
    return now == null
        ? Optional.empty()
        : now.maps.values().stream()
            .filter(AbstractDistributedObject.class::isInstance)
            .map(map -> ((AbstractDistributedObject<?>) map).getNodeEngine())
            .findFirst();
  }

  /** Starts a member on the real network. */
  public static HazelcastInstance start(Config config) {
    return Hazelcast.newHazelcastInstance(config);
  }

  private static String mapOf(ShardId id) {
    return id.isFloor()
        ? "floors"
        : "dockets-" + Math.floorMod(id.docket().hashCode(), HazelcastSettings.DOCKET_MAPS);
  }

  /**
   * Finds a partition key for each district such that no two districts share a partition, while
   * there are enough.
   */
  private static Map<String, Integer> spread(PartitionService service, List<String> districts) {
    Map<String, Integer> found = new HashMap<>();
    Set<Integer> taken = new HashSet<>();
    int key = 0;
    for (String district : districts) {
      while (!taken.add(service.getPartition(key).getPartitionId())
          && taken.size() < HazelcastSettings.PARTITIONS) {
        key++;
      }
      found.put(district, key++);
    }
    return found;
  }

  @Override
  public boolean owns(String district) {
    return ownerOf(district).map(options.nodeId()::equals).orElse(false);
  }

  @Override
  public boolean isMoving(String district) {
    Joined now = joined;
    Integer key = now == null ? null : now.partitionKeys.get(district);
    if (now == null || key == null) {
      return false;
    }
    int partition = now.hazelcast.getPartitionService().getPartition(key).getPartitionId();
    return engine()
        .map(e -> e.getPartitionService().getPartition(partition, false).isMigrating())
        .orElse(false);
  }

  /** The stable id of the node that Hazelcast gives the district to; empty while there is none. */
  public Optional<String> ownerOf(String district) {
    Joined now = joined;
    Integer key = now == null ? null : now.partitionKeys.get(district);
    if (now == null || key == null) {
      return Optional.empty();
    }
    Member owner = now.hazelcast.getPartitionService().getPartition(key).getOwner();
    return Optional.ofNullable(owner).map(m -> m.getAttribute(HazelcastSettings.NODE_ID));
  }

  /** Members that are here now, the longest first. */
  public List<MemberInfo> members() {
    Joined now = joined;
    return now == null
        ? List.of()
        : now.hazelcast.getCluster().getMembers().stream().map(HazelcastGrid::info).toList();
  }

  private static MemberInfo info(Member member) {
    return new MemberInfo(
        attribute(member, HazelcastSettings.NODE_ID),
        attribute(member, HazelcastSettings.GRPC),
        attribute(member, HazelcastSettings.HTTP),
        member.getAddress().getHost() + ':' + member.getAddress().getPort(),
        member.localMember());
  }

  private static String attribute(Member member, String name) {
    String value = member.getAttribute(name);
    return value == null ? "" : value;
  }

  /** Whether this member has been in the cluster longest. */
  public boolean isFirst() {
    Joined now = joined;
    return now != null && now.hazelcast.getCluster().getMembers().iterator().next().localMember();
  }

  /** How many of all partitions this member is to own, for the gauges. */
  public long ownedPartitions() {
    Joined now = joined;
    return now == null
        ? 0
        : now.hazelcast.getPartitionService().getPartitions().stream()
            .filter(p -> p.getOwner() != null && p.getOwner().localMember())
            .count();
  }

  /** How many operations of this member wait for their answer, for the gauges. */
  public int pendingInvocations() {
    return engine().map(NodeEngine::getOperationService).orElse(null)
            instanceof OperationServiceImpl service
        ? service.getInvocationRegistry().size()
        : 0;
  }

  /**
   * Runs work on the shard's partition thread, if this node is to own it; the stage ends when it
   * has run and its records were handed to the backups' connections, or fails when it did not run.
   */
  public CompletionStage<Object> run(ShardId shard, OwnerWork work) {
    Joined now = joined;
    if (now == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("this node has not joined the cluster yet"));
    }
    IMap<ShardKey, HeldShard> map = now.maps.get(shard);
    ShardKey key = now.keys.get(shard);
    if (map == null || key == null) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("no such shard: " + shard));
    }
    if (!owns(shard.district())) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(shard + " is not placed on this node"));
    }
    return map.submitToKey(key, new RunCommands(holders, work));
  }

  @Override
  public CompletableFuture<Void> startEpoch(ShardId shard, long epoch, Moment moment) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    run(shard, new StartEpoch(epoch, moment, options.nodeId(), confirmer))
        .whenComplete(
            (result, failure) -> {
              if (failure == null) {
                done.complete(null);
              } else {
                done.completeExceptionally(failure);
              }
            });
    return done;
  }

  /** Writes EpochStarted on the partition thread. */
  private static final class StartEpoch implements OwnerWork {
    private final long epoch;
    private final Moment moment;
    private final String nodeId;
    private final Confirmer confirmer;
    private List<byte[]> entries = List.of();

    StartEpoch(long epoch, Moment moment, String nodeId, Confirmer confirmer) {
      this.epoch = epoch;
      this.moment = moment;
      this.nodeId = nodeId;
      this.confirmer = confirmer;
    }

    @Override
    public void run(Replica replica) {
      JournaledRecord started = replica.startEpoch(epoch, moment, nodeId);
      entries = List.of(started.entry());
      confirmer.confirm(nodeId, replica.id(), replica.position());
    }

    @Override
    public List<byte[]> entries() {
      return entries;
    }
  }

  /** The instance, for the gauges and the benchmark's baseline; empty before joining. */
  public Optional<HazelcastInstance> instance() {
    return Optional.ofNullable(joined).map(Joined::hazelcast);
  }

  /** Whether this member has not asked for districts yet, or has given them away. */
  public boolean isWithoutDistricts() {
    Joined now = joined;
    return now == null || now.hazelcast.getCluster().getLocalMember().isLiteMember();
  }

  /** Whether any member has asked for districts. */
  public boolean anybodyHasDistricts() {
    Joined now = joined;
    return now != null
        && now.hazelcast.getCluster().getMembers().stream().anyMatch(m -> !m.isLiteMember());
  }

  /** From now on this member is given its share of the districts; blocks for a moment. */
  public void askForDistricts() {
    Joined now = joined;
    if (now != null) {
      now.hazelcast.getCluster().promoteLocalLiteMember();
    }
  }

  /**
   * Gives all partitions to the other members while this one goes on working; blocks, 15 s at most.
   * Returns false when there is nobody to take them, or it could not be done in time.
   */
  public boolean giveAway() {
    Joined now = joined;
    if (now == null || now.hazelcast.getCluster().getMembers().size() < 2) {
      return false;
    }
    try {
      now.hazelcast.getCluster().demoteLocalDataMember();
      return true;
    } catch (RuntimeException e) {
      LOG.info("not every partition was given away: {}", e.toString());
      return false;
    }
  }

  /** Waits until every partition has its copies, at most so long; leaving is then harmless. */
  public boolean awaitSafe(long seconds) {
    Joined now = joined;
    return now == null
        || now.hazelcast.getPartitionService().forceLocalMemberToBeSafe(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    Joined now = joined;
    if (now != null) {
      now.hazelcast.shutdown();
    }
  }
}
