package city.hotline.node.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.Copy;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.MarkSeatBack;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which seats are taken for silent, in real time. */
class SeatLeasesTest {
  private static final ShardId FLOOR = Copy.FLOOR;
  private static final String SEAT = "110105-S001";
  private static final Tenure TENURE = new Tenure(FLOOR.district(), HandDrivenLanes.EPOCH, 1, true);

  private final HandDrivenLanes lanes = new HandDrivenLanes().byThemselves();
  private long nanos = 1;
  private final SeatLeases leases = new SeatLeases(lanes.sequencer, () -> nanos);

  @BeforeEach
  void begin() {
    lanes.begin(FLOOR);
    lanes.sequencer.began(TENURE);
    leases.began(TENURE);
    asks(
        FloorCommand.newBuilder()
            .setSignIn(SignIn.newBuilder().setSeatId(SEAT).setOperator("op-1")));
    lanes.published.clear();
    leases.round();
  }

  private void asks(FloorCommand.Builder command) {
    lanes.sequencer.submit(
        FLOOR, ShardCommand.newBuilder().setShard(FLOOR.toRef()).setFloor(command).build(), 1_000);
  }

  private void passes(long ms) {
    nanos += TimeUnit.MILLISECONDS.toNanos(ms);
  }

  private List<FloorEvent.EventCase> facts() {
    return lanes.published.stream()
        .flatMap(r -> r.record().getFloor().getEventsList().stream())
        .map(FloorEvent::getEventCase)
        .toList();
  }

  @Test
  void aSeatUnheardOfForALeaseIsSilent() {
    passes(SeatLeases.LEASE_MS);
    leases.round();
    assertThat(facts()).isEmpty();
    passes(1);
    leases.round();
    assertThat(facts()).containsExactly(FloorEvent.EventCase.SEAT_FELL_SILENT);
    passes(1_000);
    leases.round();
    assertThat(facts()).hasSize(1);
  }

  @Test
  void aSeatThatIsHeardIsNotAndOneThatComesBackIsMarkedBack() {
    passes(SeatLeases.LEASE_MS);
    leases.heard(new SeatAt(FLOOR, SEAT));
    passes(1_000);
    leases.round();
    assertThat(facts()).isEmpty();
    passes(SeatLeases.LEASE_MS + 1);
    leases.round();
    leases.heard(new SeatAt(FLOOR, SEAT));
    assertThat(facts())
        .containsExactly(
            FloorEvent.EventCase.SEAT_FELL_SILENT, FloorEvent.EventCase.SEAT_CAME_BACK);
  }

  @Test
  void afterATakeoverEverySeatHasAWholeLease() {
    passes(SeatLeases.LEASE_MS - 1);
    leases.ended(TENURE);
    leases.began(TENURE);
    leases.round();
    passes(SeatLeases.LEASE_MS);
    leases.round();
    assertThat(facts()).isEmpty();
  }

  @Test
  void aMarkThatWasRefusedForNowIsMadeLater() {
    lanes.journal.full(true);
    passes(SeatLeases.LEASE_MS + 1);
    leases.round();
    assertThat(facts()).isEmpty();
    lanes.journal.full(false);
    leases.round();
    assertThat(facts()).containsExactly(FloorEvent.EventCase.SEAT_FELL_SILENT);
  }

  @Test
  void aSeatThatCameBackElsewhereCanFallSilentAgain() {
    passes(SeatLeases.LEASE_MS + 1);
    leases.round();
    leases.ended(TENURE);
    asks(FloorCommand.newBuilder().setMarkSeatBack(MarkSeatBack.newBuilder().setSeatId(SEAT)));
    lanes.published.clear();
    leases.began(TENURE);
    leases.round();
    passes(SeatLeases.LEASE_MS + 1);
    leases.round();
    assertThat(facts()).containsExactly(FloorEvent.EventCase.SEAT_FELL_SILENT);
  }
}
