package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.Confirmation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a record counts as safe. */
class AcknowledgementsTest {
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final List<String> NODES = List.of("A", "B", "C", "D", "E");

  private final List<Long> told = new ArrayList<>();

  private Acknowledgements counting(int voters) {
    return counting(VoterSet.newBuilder().setVersion(1).addAllVoters(NODES.subList(0, voters)));
  }

  private Acknowledgements counting(VoterSet.Builder voters) {
    Acknowledgements counting =
        new Acknowledgements((shard, epoch, sequence) -> told.add(sequence));
    counting.begin(FLOOR, 7, new Electorate(voters.build()));
    return counting;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3"})
  void aRecordIsSafeWithAMajorityOfTheVotersAndNoSooner(int voters, int majority) {
    Acknowledgements counting = counting(voters);
    for (int confirming = 1; confirming <= voters; confirming++) {
      counting.confirmed(FLOOR, NODES.get(confirming - 1), Positions.of(7, 10));
      assertThat(counting.acknowledged(FLOOR)).isEqualTo(confirming >= majority ? 10 : 0);
      assertThat(counting.copies(FLOOR, 10)).isEqualTo(confirming);
    }
    assertThat(told).containsExactly(10L);
  }

  @Test
  void eachVoterCountsOnceHoweverOftenItConfirms() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "B", Positions.of(7, 10));
    counting.confirmed(FLOOR, "B", Positions.of(7, 11));
    assertThat(counting.acknowledged(FLOOR)).isZero();
  }

  @Test
  void theMajorityDecidesNotTheFastest() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "A", Positions.of(7, 12));
    counting.confirmed(FLOOR, "B", Positions.of(7, 10));
    counting.confirmed(FLOOR, "C", Positions.of(7, 11));
    assertThat(counting.acknowledged(FLOOR)).isEqualTo(11);
    assertThat(told).containsExactly(10L, 11L);
    assertThat(counting.confirmedBy(FLOOR, "A")).isEqualTo(12);
  }

  @Test
  void confirmationsOfOtherEpochsDoNotCount() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "A", Positions.of(7, 10));
    counting.confirmed(FLOOR, "B", Positions.of(6, 10));
    counting.confirmed(FLOOR, "C", Positions.of(8, 10));
    assertThat(counting.acknowledged(FLOOR)).isZero();
    counting.confirmed(FLOOR, "C", Positions.of(7, 9));
    assertThat(counting.acknowledged(FLOOR)).isEqualTo(9);
  }

  @Test
  void whoHasNoVoteDoesNotCount() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "A", Positions.of(7, 10));
    counting.confirmed(FLOOR, "E", Positions.of(7, 10));
    assertThat(counting.acknowledged(FLOOR)).isZero();
    assertThat(counting.copies(FLOOR, 10)).isEqualTo(1);
  }

  @Test
  void whatIsHeldOnlyIsKnownAndDoesNotCount() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "A", Positions.of(7, 10));
    counting.confirmed("B", List.of(heldOnly(7, 9)));
    counting.confirmed("B", List.of(heldOnly(6, 10)));
    assertThat(counting.acknowledged(FLOOR)).isZero();
    assertThat(counting.copies(FLOOR, 9)).isEqualTo(1);
    assertThat(counting.confirmedBy(FLOOR, "B")).isZero();
    assertThat(counting.heldBy(FLOOR, "B")).isEqualTo(9);
    counting.confirmed(FLOOR, "B", Positions.of(7, 10));
    assertThat(counting.heldBy(FLOOR, "B")).isEqualTo(10);
    assertThat(counting.acknowledged(FLOOR)).isEqualTo(10);
  }

  private static Confirmation heldOnly(long epoch, long sequence) {
    return Confirmation.newBuilder()
        .setShard(FLOOR.toRef())
        .setHeld(Positions.of(epoch, sequence))
        .build();
  }

  @Test
  void duringAChangeAMajorityOfBothCountsAndAfterItThatOfTheNewVoters() {
    VoterSet.Builder change =
        VoterSet.newBuilder().setVersion(2).addAllVoters(List.of("A", "B")).addFormer("A");
    change.addFormer("B").addFormer("C");
    Acknowledgements counting = counting(change);
    counting.confirmed(FLOOR, "A", Positions.of(7, 10));
    counting.confirmed(FLOOR, "C", Positions.of(7, 10));
    assertThat(counting.acknowledged(FLOOR)).isZero();
    counting.confirmed(FLOOR, "B", Positions.of(7, 9));
    assertThat(counting.acknowledged(FLOOR)).isEqualTo(9);

    Acknowledgements grown =
        counting(VoterSet.newBuilder().setVersion(2).addVoters("A").addVoters("B").addFormer("B"));
    grown.confirmed(FLOOR, "A", Positions.of(7, 20));
    grown.confirmed(FLOOR, "B", Positions.of(7, 18));
    assertThat(grown.acknowledged(FLOOR)).isEqualTo(18);
    grown.settle(FLOOR, new Electorate(VoterSet.newBuilder().addVoters("A").build()));
    assertThat(grown.acknowledged(FLOOR)).isEqualTo(20);
    assertThat(told).containsExactly(9L, 18L, 20L);
  }

  @Test
  void aLateConfirmationTakesNothingBack() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "A", Positions.of(7, 10));
    counting.confirmed(FLOOR, "B", Positions.of(7, 10));
    counting.confirmed(FLOOR, "B", Positions.of(7, 4));
    assertThat(counting.acknowledged(FLOOR)).isEqualTo(10);
  }

  @Test
  void aNewEpochCountsFromNothing() {
    Acknowledgements counting = counting(3);
    counting.confirmed(FLOOR, "A", Positions.of(7, 10));
    counting.begin(FLOOR, 8, new Electorate(VoterSet.getDefaultInstance()));
    counting.confirmed(FLOOR, "B", Positions.of(7, 10));
    assertThat(counting.acknowledged(FLOOR)).isZero();
    counting.end(FLOOR);
    counting.confirmed(FLOOR, "A", Positions.of(8, 11));
    counting.confirmed(FLOOR, "B", Positions.of(8, 11));
    assertThat(counting.acknowledged(FLOOR)).isZero();
    assertThat(told).isEmpty();
  }
}
