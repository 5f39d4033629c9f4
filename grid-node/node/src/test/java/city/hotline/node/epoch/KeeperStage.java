package city.hotline.node.epoch;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.grid.v1.FoundResponse;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import city.hotline.proto.journal.v1.GridFounded;
import city.hotline.proto.shard.v1.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Three nodes with a vote and one, D, without, that reach each other through plain calls: no
 * network, no threads, no time.
 */
abstract class KeeperStage {
  static final String CITY = ShardId.CITY;
  static final ShardId FLOOR = ShardId.floor(CITY);

  final Map<String, Node> nodes = new TreeMap<>();
  final List<String> absent = new ArrayList<>();
  String placedOn = "A";
  boolean allPlaced;
  boolean moving;
  int announcements;

  KeeperStage() {
    for (String id : List.of("A", "B", "C", "D")) {
      nodes.put(id, new Node(id));
    }
  }

  /** One node, reached by the others through plain calls. */
  final class Node implements Members, Placement, GridTime {
    final String id;
    final MemoryJournal journal = new MemoryJournal();
    final Promises promises = new Promises(journal);
    final Replicas replicas = new Replicas(Directory.beijing(), journal, promises);
    final Voters voters;
    final Tenures tenures = new Tenures();
    final Refresh refresh;
    final Confirmer confirmer;
    final Repair repair;
    final Voter voter;
    final Acknowledgements acknowledgements;
    final Keeper keeper;
    Takeover takeover;

    Node(String id) {
      this.id = id;
      voters = new Voters(id, journal, false);
      refresh = new Refresh(id, journal, voters, promises, replicas, this);
      confirmer = new Confirmer(voters, this, refresh, journal, new AtOnce());
      repair = new Repair(replicas, promises, this, confirmer, new AtOnce());
      voter = new Voter(voters, promises, replicas, journal, refresh, this);
      voters.replay(
          GridFounded.newBuilder()
              .setGridId("g")
              .setVersion(1)
              .addAllVoters(List.of("A", "B", "C"))
              .build());
      acknowledgements = new Acknowledgements((shard, epoch, sequence) -> acknowledged(shard));
      Takeover.Parts parts =
          new Takeover.Parts(
              id, voters, promises, refresh, replicas, this, this, acknowledgements, tenures, this);
      takeover = new Takeover(parts);
      keeper = new Keeper(parts, takeover, new AtOnce());
    }

    private void acknowledged(ShardId shard) {
      takeover.acknowledged(shard);
    }

    void rounds(int count) {
      for (int i = 0; i < count; i++) {
        keeper.round();
      }
    }

    boolean serves() {
      return tenures.of(CITY).map(Tenures.Tenure::serving).orElse(false);
    }

    long epoch() {
      return tenures.of(CITY).map(Tenures.Tenure::epoch).orElse(0L);
    }

    @Override
    public List<String> present() {
      return nodes.keySet().stream().filter(n -> !absent.contains(n)).toList();
    }

    @Override
    public CompletableFuture<PromiseResponse> promise(String node, PromiseRequest request) {
      return absent.contains(node)
          ? CompletableFuture.failedFuture(new IllegalStateException(node + " is absent"))
          : CompletableFuture.completedFuture(node(node).voter.promise(request));
    }

    @Override
    public CompletableFuture<Long> promised(String node, String district) {
      return absent.contains(node)
          ? CompletableFuture.failedFuture(new IllegalStateException(node + " is absent"))
          : CompletableFuture.completedFuture(node(node).voter.promised(district));
    }

    @Override
    public CompletableFuture<FoundResponse> found(String node, FoundRequest request) {
      throw new UnsupportedOperationException("no test founds here");
    }

    @Override
    public void announce(String node, AnnounceRequest request) {
      announcements++;
      node(node).repair.announced(request);
    }

    @Override
    public void confirm(String ownerId, List<Confirmation> confirmations) {
      node(ownerId).acknowledgements.confirmed(id, confirmations);
    }

    @Override
    public void fetch(
        String node, FetchShardRequest request, Predicate<FetchShardResponse> consumer) {
      boolean[] more = {true};
      node(node).voter.fetch(request, part -> more[0] = more[0] && consumer.test(part));
    }

    @Override
    public boolean isMoving(String district) {
      return moving;
    }

    @Override
    public boolean owns(String district) {
      return (allPlaced || district.equals(CITY)) && placedOn.equals(id);
    }

    @Override
    public CompletableFuture<Void> startEpoch(ShardId shard, long epoch, Moment moment) {
      Replica mine = replicas.get(shard);
      JournaledRecord started = mine.startEpoch(epoch, moment, id);
      confirmer.confirm(id, shard, mine.position());
      for (Node other : nodes.values()) {
        if (!other.id.equals(id) && !absent.contains(other.id)) {
          Replica theirs = other.replicas.get(shard);
          Replica.Take take = theirs.take(List.of(started));
          if (take == Replica.Take.TAKEN || take == Replica.Take.HAD) {
            other.confirmer.confirm(id, shard, theirs.position());
          }
        }
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public OptionalLong nowMs() {
      return OptionalLong.of(1_790_000_000_000L);
    }

    @Override
    public long latestMs() {
      return 1_790_000_000_000L;
    }

    @Override
    public long realMs() {
      return latestMs();
    }
  }

  Node node(String id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new AssertionError("no node " + id);
    }
    return node;
  }

  private static final class AtOnce extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
