package city.hotline.core.floor;

import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.ClockAnchored;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.SetClock;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How grid time runs. Kept on the city's floor, because it is one fact of the whole grid. */
final class GridClock {

  /** The end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final String district;
  private @Nullable ClockAnchor anchor;

  GridClock(String district, @Nullable ClockAnchor anchor) {
    this.district = district;
    this.anchor = anchor;
  }

  @Nullable ClockAnchor anchor() {
    return anchor;
  }

  void anchored(ClockAnchor clock) {
    anchor = clock;
  }

  /**
   * Refuses INVALID_FIELD, WRONG_SHARD, CLOCK_IN_USE.
   *
   * @param unused whether no call was ever offered and no seat is signed in
   */
  Decision<FloorEvent> set(SetClock command, boolean unused, Moment moment) {
    Decision<FloorEvent> invalid = invalid(command);
    if (invalid != null) {
      return invalid;
    }
    Decision<FloorEvent> elsewhere = CityFloor.refuseElsewhere(district, "Grid time is set");
    if (elsewhere != null) {
      return elsewhere;
    }
    ClockAnchor present = anchor;
    if (present != null && !present.getDemo() && !unused) {
      return Decision.refused(
          Refusal.REFUSAL_CLOCK_IN_USE,
          "Grid time runs and people work by it: set it on an empty grid or on a demonstration only.");
    }
    ClockAnchor clock = command.getClock();
    if (!clock.getReal() && !clock.hasBase()) {
      clock = clock.toBuilder().setBase(moment.getTime()).build();
    }
    return Decision.accepted(
        Reply.getDefaultInstance(),
        List.of(
            FloorEvent.newBuilder()
                .setClockAnchored(ClockAnchored.newBuilder().setClock(clock))
                .build()));
  }

  private static @Nullable Decision<FloorEvent> invalid(SetClock command) {
    if (!command.hasClock()) {
      return Decision.invalidField("clock", "absent", "how grid time is to run");
    }
    ClockAnchor clock = command.getClock();
    if (clock.getReal()) {
      return null;
    }
    if (!(clock.getSpeed() > 0) || Double.isInfinite(clock.getSpeed())) {
      return Decision.invalidField("clock.speed", clock.getSpeed(), "greater than 0");
    }
    if (clock.hasBase() && !isTime(clock.getBase())) {
      return Decision.invalidField(
          "clock.base",
          clock.getBase().getSeconds() + " s",
          "a time between the years 1970 and 9999");
    }
    return clock.hasAnchoredAt()
        ? null
        : Decision.invalidField("clock.anchored_at", "absent", "real time, filled in by the node");
  }

  private static boolean isTime(Timestamp base) {
    return base.getSeconds() >= 0
        && base.getSeconds() <= LAST_SECOND
        && base.getNanos() >= 0
        && base.getNanos() < 1_000_000_000;
  }
}
