package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
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
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.VoterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Three nodes with a vote and one, D, without: who owns a district, and whose copies follow.
 * Without a network.
 */
class KeeperTest {
  private static final String CITY = ShardId.CITY;
  private static final ShardId FLOOR = ShardId.floor(CITY);

  private final Map<String, Node> nodes = new TreeMap<>();
  private final List<String> absent = new ArrayList<>();
  private String placedOn = "A";
  private boolean allPlaced;

  KeeperTest() {
    for (String id : List.of("A", "B", "C", "D")) {
      nodes.put(id, new Node(id));
    }
  }

  /** One node, reached by the others through plain calls. */
  private final class Node implements Members, Placement, GridTime {
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
    private Takeover takeover;

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
    public CompletableFuture<FoundResponse> found(String node, FoundRequest request) {
      throw new UnsupportedOperationException("no test founds here");
    }

    @Override
    public void announce(String node, AnnounceRequest request) {
      node(node).repair.announced(request);
    }

    @Override
    public void confirm(String ownerId, List<Confirmation> confirmations) {
      for (Confirmation c : confirmations) {
        node(ownerId).acknowledgements.confirmed(ShardId.of(c.getShard()), id, c.getPosition());
      }
    }

    @Override
    public void fetch(
        String node, FetchShardRequest request, Predicate<FetchShardResponse> consumer) {
      boolean[] more = {true};
      node(node).voter.fetch(request, part -> more[0] = more[0] && consumer.test(part));
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
  }

  private Node node(String id) {
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

  @Test
  void theNodeThatTheDistrictIsPlacedOnTakesItOver() {
    node("B").rounds(1);
    assertThat(node("B").serves()).isFalse();
    node("A").rounds(1);
    assertThat(node("A").serves()).isTrue();
    assertThat(node("A").epoch()).isEqualTo(1);
    assertThat(node("C").promises.promised(CITY)).isEqualTo(1);
  }

  @Test
  void whenItMovesTheOldOwnerLetsGoAndTheNewOneGoesOnWhereItStood() {
    node("A").rounds(1);
    placedOn = "B";
    node("A").rounds(1);
    assertThat(node("A").tenures.of(CITY)).isEmpty();
    node("B").rounds(1);
    assertThat(node("B").epoch()).isEqualTo(2);
    assertThat(node("B").replicas.get(FLOOR).position().getSequence()).isEqualTo(2);
  }

  @Test
  void withoutAMajorityNobodyServes() {
    absent.addAll(List.of("B", "C"));
    node("A").rounds(1);
    assertThat(node("A").serves()).isFalse();
    assertThat(node("A").replicas.get(FLOOR).position().getSequence()).isZero();
  }

  @Test
  void aVoterThatWasAwayCatchesUpWithoutANewEpoch() {
    absent.add("C");
    node("A").rounds(1);
    absent.clear();
    node("A").rounds(30);
    assertThat(node("C").replicas.get(FLOOR).position())
        .isEqualTo(node("A").replicas.get(FLOOR).position());
    assertThat(node("A").epoch()).isEqualTo(1);
  }

  /** C was alone once and asked itself for epochs that nobody else promised. */
  @Test
  void aVoterThatPromisedAHigherEpochIsWonBackByAStillHigherOne() {
    absent.add("C");
    node("A").rounds(1);
    node("C").promises.promise(CITY, 7, "C");
    absent.clear();
    node("A").rounds(30);
    assertThat(node("A").serves()).isTrue();
    assertThat(node("A").epoch()).isEqualTo(8);
    assertThat(node("C").replicas.get(FLOOR).position())
        .isEqualTo(node("A").replicas.get(FLOOR).position());
  }

  @Test
  void aNodeWithoutAVoteServesWithTheConsentOfThoseWhoHaveOne() {
    node("A").rounds(1);
    placedOn = "D";
    node("A").rounds(1);
    node("D").rounds(1);
    assertThat(node("D").serves()).isTrue();
    assertThat(node("D").epoch()).isEqualTo(2);
    assertThat(node("D").replicas.get(FLOOR).position().getSequence()).isEqualTo(2);
    assertThat(node("D").acknowledgements.copies(FLOOR, 2)).isEqualTo(3);
  }

  @Test
  void handsOutRecordsOnlyOfTheSurvivingHistoryAndOnlyUpToWhereTheyAreWanted() {
    for (String owner : List.of("A", "B", "A")) {
      placedOn = owner;
      nodes.values().forEach(n -> n.rounds(1));
    }
    assertThat(node("C").replicas.get(FLOOR).position().getSequence()).isEqualTo(3);
    assertThat(fetched(Positions.of(1, 1), 2)).containsExactly(2L);
    assertThat(fetched(Positions.of(1, 1), 0)).containsExactly(2L, 3L);
    assertThat(fetched(Positions.of(9, 1), 0)).isEmpty();
  }

  private List<Long> fetched(Position have, long until) {
    List<Long> sequences = new ArrayList<>();
    node("C")
        .voter
        .fetch(
            FetchShardRequest.newBuilder()
                .setShard(FLOOR.toRef())
                .setHave(have)
                .setUntilSequence(until)
                .setRecordsOnly(true)
                .build(),
            part ->
                sequences.add(
                    JournaledRecord.decode(part.getRecord().toByteArray()).record().getSequence()));
    return sequences;
  }

  @Test
  void itsOwnCopyCountsForNothing() {
    node("A").rounds(1);
    placedOn = "D";
    absent.addAll(List.of("A", "B"));
    node("D").rounds(1);
    assertThat(node("D").serves()).isFalse();
  }

  @Test
  void aVoterWhoseMachineWasRestartedHasNoVoteUntilTheServingGridHasRefreshedIt()
      throws InterruptedException {
    allPlaced = true;
    node("A").rounds(1);
    assertThat(node("A").serves()).isTrue();
    Node restarted = node("C");
    restarted.refresh.begin(true);
    placedOn = "B";
    absent.add("A");
    assertThat(node("B").takeover.run(CITY)).as("with a vote that may have forgotten").isFalse();

    absent.clear();
    node("A").rounds(1);
    node("B").rounds(30);
    assertThat(node("B").serves()).isTrue();
    assertThat(node("B").acknowledgements.confirmedBy(FLOOR, "C")).isZero();
    assertThat(restarted.refresh.doubtful()).isTrue();

    restarted.refresh.round(restarted.repair);
    restarted.refresh.round(restarted.repair);
    assertThat(restarted.refresh.doubtful()).isFalse();
    assertThat(restarted.journal.trusted()).isTrue();
    node("B").rounds(30);
    assertThat(node("B").acknowledgements.confirmedBy(FLOOR, "C"))
        .isEqualTo(node("B").replicas.get(FLOOR).position().getSequence());
    placedOn = "C";
    absent.add("A");
    assertThat(restarted.takeover.run(CITY)).isTrue();
  }

  @Test
  void inAGridThatForcesOrAloneARestartOfTheMachineLeavesNoDoubt() {
    Node alone = node("D");
    alone.voters.replay(
        GridFounded.newBuilder().setGridId("g").setVersion(1).addVoters("D").build());
    alone.refresh.begin(true);
    assertThat(alone.refresh.doubtful()).isFalse();
    Node forces = node("C");
    forces.voters.replay(
        GridFounded.newBuilder()
            .setGridId("g")
            .setVersion(1)
            .addAllVoters(List.of("A", "B", "C"))
            .setForced(true)
            .build());
    forces.refresh.begin(true);
    assertThat(forces.refresh.doubtful()).isFalse();
    assertThat(forces.journal.trusted()).isTrue();
  }

  private static VoterSet set(long version, String voters, String former) {
    return VoterSet.newBuilder()
        .setVersion(version)
        .addAllVoters(List.of(voters.split("")))
        .addAllFormer(former.isEmpty() ? List.of() : List.of(former.split("")))
        .build();
  }

  @Test
  void whenTheVotersChangeADistrictIsTakenOverAgainWithBothMajorities() {
    node("A").rounds(1);
    node("A").voters.learn(set(2, "ABCD", "ABC"));
    absent.add("D");
    node("A").rounds(1);
    assertThat(node("A").epoch()).isEqualTo(2);
    assertThat(node("A").tenures.of(CITY).orElseThrow().votersVersion()).isEqualTo(2);
    assertThat(node("C").voters.electorate().version()).isEqualTo(2);
    absent.add("C");
    node("A").voters.learn(set(3, "ABCD", ""));
    node("A").rounds(1);
    assertThat(node("A").epoch()).isEqualTo(2);
    assertThat(node("A").tenures.of(CITY).orElseThrow().votersVersion()).isEqualTo(3);
    placedOn = "B";
    node("A").rounds(1);
    node("B").rounds(1);
    assertThat(node("B").serves()).as("two of four").isFalse();
  }

  /** A and B are a majority of three; one of them knows that there are four now. */
  @Test
  void formerVotersThatComeBackAsAMajorityAreToldOfTheNewerOnes() {
    node("B").voters.learn(set(2, "ABCD", "ABC"));
    absent.addAll(List.of("C", "D"));
    node("A").rounds(1);
    assertThat(node("A").serves()).isFalse();
    assertThat(node("A").voters.electorate().version()).isEqualTo(2);
    node("A").rounds(50);
    assertThat(node("A").serves()).isFalse();
    absent.remove("D");
    node("A").rounds(1);
    assertThat(node("A").serves()).isTrue();
  }

  @Test
  void newVotersAloneAreNoMajority() {
    nodes.values().forEach(n -> n.voters.learn(set(3, "ABCD", "")));
    absent.addAll(List.of("A", "B", "C"));
    placedOn = "D";
    node("D").rounds(50);
    assertThat(node("D").serves()).isFalse();
    assertThat(node("D").promises.promised(CITY)).as("no epoch used up").isZero();
  }

  @Test
  void aMemberWithoutAVoteIsToldWhatItMissesToo() {
    node("A").rounds(30);
    assertThat(node("D").replicas.get(FLOOR).position())
        .isEqualTo(node("A").replicas.get(FLOOR).position());
  }

  @Test
  void aVoterThatLostItsJournalNeitherPromisesNorCounts() {
    Voters lost = new Voters("B", new MemoryJournal(), true);
    assertThat(lost.join("g", set(1, "ABC", ""), false)).isTrue();
    assertThat(lost.isWithoutVote()).isTrue();
    lost.learn(set(2, "ABCD", "ABC"));
    assertThat(lost.isWithoutVote()).as("it was never left out").isTrue();
    lost.learn(set(5, "AC", ""));
    assertThat(lost.isWithoutVote()).isFalse();

    Node amnesiac = node("B");
    amnesiac.voters.replay(
        GridFounded.newBuilder()
            .setGridId("g")
            .setVersion(1)
            .addAllVoters(List.of("A", "B", "C"))
            .setWithoutVote(true)
            .build());
    absent.add("C");
    node("A").rounds(1);
    assertThat(node("A").serves()).as("C is away, B does not count").isFalse();
    assertThat(amnesiac.promises.promised(CITY)).isZero();
  }

  @Test
  void aStrangerThatWasNeverInAGridHasNothingToLose() {
    Voters stranger = new Voters("B", new MemoryJournal(), false);
    stranger.join("g", set(1, "ABC", ""), false);
    assertThat(stranger.isWithoutVote()).isFalse();
    assertThat(stranger.join("another", set(9, "ABC", ""), false)).isFalse();
    assertThat(stranger.electorate().version()).isEqualTo(1);
  }
}
