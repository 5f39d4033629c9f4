package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Positions;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.journal.v1.GridFounded;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who owns a district, and whose copies follow. */
class KeeperTest extends KeeperStage {

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

  /** Its old owner is told last that it moved, and would take it back until then. */
  @Test
  void whatMovesIsNotTakenBackByItsOldOwner() {
    node("A").rounds(1);
    placedOn = "B";
    node("B").rounds(1);
    assertThat(node("B").epoch()).isEqualTo(2);
    placedOn = "A";
    moving = true;
    node("A").rounds(1);
    absent.add("D");
    node("A").rounds(1);
    assertThat(node("A").tenures.of(CITY)).isEmpty();
    assertThat(node("C").promises.promised(CITY)).isEqualTo(2);
    absent.clear();
    moving = false;
    node("A").rounds(1);
    assertThat(node("A").epoch()).isEqualTo(3);
  }

  /** Its mark that it moves can be gone before the one it leaves is told that it moved. */
  @Test
  void whatAnotherMemberTookIsLeftToItForAMomentWhateverThePlacementSays() {
    node("A").rounds(1);
    placedOn = "B";
    node("B").rounds(1);
    assertThat(node("B").epoch()).isEqualTo(2);
    placedOn = "A";
    node("A").rounds(1);
    assertThat(node("A").tenures.of(CITY)).isEmpty();
    assertThat(node("C").promises.promised(CITY)).isEqualTo(2);
    absent.add("B");
    node("A").rounds(1);
    assertThat(node("A").epoch()).isEqualTo(3);
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
    node("A").rounds(2);
    assertThat(node("C").replicas.get(FLOOR).position())
        .isEqualTo(node("A").replicas.get(FLOOR).position());
    assertThat(node("A").epoch()).isEqualTo(1);
  }

  /** On a busy machine that is most of what is sent, and to send it again makes it busier. */
  @Test
  void whatMayBeOnItsWayIsTakenForLostAfterASecondOnly() {
    node("A").rounds(60);
    int before = announcements;
    Replica replica = node("A").replicas.get(FLOOR);
    ShardCommand arrival =
        ShardCommand.newBuilder()
            .setShard(FLOOR.toRef())
            .setFloor(
                FloorCommand.newBuilder()
                    .setReportArrival(ReportArrival.newBuilder().setSwitchCallId("1")))
            .build();
    replica.asOwner(
        1,
        writer ->
            writer.append(
                ((Outcome.Accepted)
                        writer.shard().decide(arrival, Moment.getDefaultInstance(), 1, "A"))
                    .record()));
    node("A").rounds(10);
    assertThat(announcements).isEqualTo(before);
    node("A").rounds(1);
    assertThat(announcements).isGreaterThan(before);
    assertThat(node("B").replicas.get(FLOOR).position()).isEqualTo(replica.position());
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
    assertThat(node("B").acknowledgements.heldBy(FLOOR, "C")).isPositive();
    assertThat(restarted.refresh.doubtful()).isTrue();

    absent.add("A");
    restarted.refresh.round(restarted.repair);
    node("B").rounds(30);
    restarted.refresh.round(restarted.repair);
    assertThat(restarted.replicas.get(FLOOR).position())
        .isEqualTo(node("B").replicas.get(FLOOR).position());
    assertThat(restarted.refresh.doubtful()).as("A may know of a higher promise").isTrue();

    absent.clear();
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
