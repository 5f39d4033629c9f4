package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.SetClock;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;

class GridClockTest {

  private final FloorStage city = new FloorStage(Directory.CITY);

  private static ClockAnchor.Builder clock() {
    return ClockAnchor.newBuilder().setSpeed(60).setAnchoredAt(Times.timestamp(1000));
  }

  private static FloorCommand set(ClockAnchor.Builder clock) {
    return FloorCommand.newBuilder().setSetClock(SetClock.newBuilder().setClock(clock)).build();
  }

  @Test
  void refusesAClockThatCannotRun() {
    city.refusedField(
        FloorCommand.newBuilder().setSetClock(SetClock.getDefaultInstance()).build(), "clock");
    city.refusedField(set(clock().setSpeed(0)), "clock.speed");
    city.refusedField(set(clock().setSpeed(-1)), "clock.speed");
    city.refusedField(set(clock().setSpeed(Double.NaN)), "clock.speed");
    city.refusedField(set(clock().setSpeed(Double.POSITIVE_INFINITY)), "clock.speed");
    city.refusedField(set(clock().setBase(Timestamp.newBuilder().setNanos(-1))), "clock.base");
    city.refusedField(set(clock().clearAnchoredAt()), "clock.anchored_at");
  }

  @Test
  void refusesToSetItAnywhereButOnTheCitysFloor() {
    new FloorStage().refused(set(clock()), Refusal.REFUSAL_WRONG_SHARD);
  }

  @Test
  void keepsThePresentTimeWhereNoneIsGiven() {
    assertThat(city.floor.clock()).isEmpty();
    city.accepted(set(clock()));
    assertThat(city.floor.clock())
        .hasValue(clock().setBase(Times.timestamp(FloorStage.NINE)).build());
  }

  @Test
  void takesTheTimeThatIsGivenAndRealTime() {
    city.accepted(set(clock().setBase(Times.timestamp(5000))));
    assertThat(city.floor.clock().orElseThrow().getBase()).isEqualTo(Times.timestamp(5000));
    city.accepted(set(ClockAnchor.newBuilder().setReal(true)));
    assertThat(city.floor.clock()).hasValue(ClockAnchor.newBuilder().setReal(true).build());
  }

  @Test
  void refusesToSetItAgainWhilePeopleWorkByIt() {
    city.accepted(set(clock()));
    String seat = city.sitsDown("S001");
    city.refused(set(clock()), Refusal.REFUSAL_CLOCK_IN_USE);
    city.accepted(FloorStage.signOut(seat));
    city.accepted(set(clock()));
    city.arrives();
    city.refused(set(clock()), Refusal.REFUSAL_CLOCK_IN_USE);
  }

  @Test
  void aDemonstrationMaySetItAgain() {
    city.accepted(set(clock().setDemo(true)));
    city.sitsDown("S001");
    city.arrives();
    city.accepted(set(clock().setDemo(true).setSpeed(1)));
    assertThat(city.floor.clock().orElseThrow().getSpeed()).isEqualTo(1);
  }
}
