package city.hotline.node.grid;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Placement;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Moment;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** This node's part in the Hazelcast cluster. Thread-safe. */
public final class HazelcastGrid implements Placement, AutoCloseable {
  private final String nodeId;
  private final Holders holders;
  private final Acknowledgements acknowledgements;
  private final HazelcastInstance hazelcast;
  private final Map<String, Integer> partitionKeys;
  private final Map<String, Integer> partitions = new HashMap<>();
  private final Map<ShardId, IMap<ShardKey, HeldShard>> maps = new HashMap<>();
  private final Map<ShardId, ShardKey> keys = new HashMap<>();

  /** Makes the instance from a configuration; tests give one of a mock network. */
  public interface Starter {
    /** Starts a member. */
    HazelcastInstance start(Config config);
  }

  /** Joins or forms the cluster; blocks until this member is in it. */
  public HazelcastGrid(
      GridOptions options,
      List<String> districts,
      Holders holders,
      Acknowledgements acknowledgements,
      Starter starter) {
    this.nodeId = options.nodeId();
    this.holders = holders;
    this.acknowledgements = acknowledgements;
    this.hazelcast = starter.start(HazelcastSettings.of(options, new GridFactory(holders)));
    this.partitionKeys = spread(districts);
    for (Replica replica : holders.replicas().all()) {
      ShardId id = replica.id();
      int partitionKey = partitionKeys.getOrDefault(id.district(), 0);
      keys.put(id, new ShardKey(id, partitionKey));
      maps.put(id, hazelcast.getMap(mapOf(id)));
      partitions.put(
          id.district(),
          hazelcast.getPartitionService().getPartition(partitionKey).getPartitionId());
    }
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
  private Map<String, Integer> spread(List<String> districts) {
    PartitionService service = hazelcast.getPartitionService();
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
    return ownerOf(district).map(nodeId::equals).orElse(false);
  }

  /** The stable id of the node that Hazelcast gives the district to; empty while there is none. */
  public Optional<String> ownerOf(String district) {
    Integer key = partitionKeys.get(district);
    if (key == null) {
      return Optional.empty();
    }
    Member owner = hazelcast.getPartitionService().getPartition(key).getOwner();
    return Optional.ofNullable(owner).map(m -> m.getAttribute(HazelcastSettings.NODE_ID));
  }

  /** Members that are here now, the longest first. */
  public List<MemberInfo> members() {
    return hazelcast.getCluster().getMembers().stream().map(HazelcastGrid::info).toList();
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
    return hazelcast.getCluster().getMembers().iterator().next().localMember();
  }

  /** How many partitions of districts this node is to own, for the gauges. */
  public long ownedDistricts() {
    return partitions.keySet().stream().filter(this::owns).count();
  }

  /**
   * Runs work on the shard's partition thread, if this node is to own it; the stage ends when it
   * has run and its records were handed to the backups' connections, or fails when it did not run.
   */
  public CompletionStage<Object> run(ShardId shard, OwnerWork work) {
    IMap<ShardKey, HeldShard> map = maps.get(shard);
    ShardKey key = keys.get(shard);
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
    run(shard, new StartEpoch(epoch, moment, nodeId, acknowledgements))
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
    private final Acknowledgements acknowledgements;
    private List<byte[]> entries = List.of();

    StartEpoch(long epoch, Moment moment, String nodeId, Acknowledgements acknowledgements) {
      this.epoch = epoch;
      this.moment = moment;
      this.nodeId = nodeId;
      this.acknowledgements = acknowledgements;
    }

    @Override
    public void run(Replica replica) {
      JournaledRecord started = replica.startEpoch(epoch, moment, nodeId);
      entries = List.of(started.entry());
      acknowledgements.confirmed(replica.id(), nodeId, replica.position());
    }

    @Override
    public List<byte[]> entries() {
      return entries;
    }
  }

  /** The instance, for the benchmark's baseline. */
  public HazelcastInstance instance() {
    return hazelcast;
  }

  /** Waits until every partition has its copies, at most so long; leaving is then harmless. */
  public boolean awaitSafe(long seconds) {
    return hazelcast.getPartitionService().forceLocalMemberToBeSafe(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    hazelcast.shutdown();
  }
}
