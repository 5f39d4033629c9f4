package city.hotline.node.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.Positions;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.ClockSetting;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Grid time: real, or base and speed, as the city's floor says. */
class GridClockTest {
  private static final long START = 1_790_000_000_000L;

  private long realMs = START;
  private long journaledMs;
  private final GridClock clock =
      new GridClock(() -> Instant.ofEpochMilli(realMs), () -> journaledMs);

  private static ClockAnchor simulated(long baseMs, long anchoredMs, double speed) {
    return ClockAnchor.newBuilder()
        .setBase(Times.timestamp(baseMs))
        .setAnchoredAt(Times.timestamp(anchoredMs))
        .setSpeed(speed)
        .build();
  }

  private static ClockSetting setting(long epoch, long sequence, ClockAnchor anchor) {
    return ClockSetting.newBuilder()
        .setPosition(Positions.of(epoch, sequence))
        .setClock(anchor)
        .build();
  }

  @Test
  void isUnknownUntilItIsToldHowTimeRuns() {
    assertThat(clock.nowMs()).isEmpty();
    journaledMs = 5;
    assertThat(clock.latestMs()).isEqualTo(5);
  }

  @Test
  void simulatedTimeIsBasePlusSpeedTimesWhatHasPassed() {
    clock.adopt(setting(1, 2, simulated(1_000_000, START, 60)));
    assertThat(clock.nowMs()).hasValue(1_000_000);
    realMs += 500;
    assertThat(clock.nowMs()).hasValue(1_030_000);
  }

  @Test
  void theNewestSettingWinsInWhateverOrderTheyAreHeard() {
    clock.adopt(setting(2, 1, simulated(7_000, START, 1)));
    clock.adopt(setting(1, 900, simulated(1_000, START, 1)));
    assertThat(clock.nowMs()).hasValue(7_000);
    clock.adopt(setting(2, 2, simulated(9_000, START, 1)));
    assertThat(clock.nowMs()).hasValue(9_000);
  }

  @Test
  void afterATakeoverSimulatedTimeGoesOnWhereItStopped() {
    clock.anchorAnew(
        Positions.of(3, 10), Optional.of(simulated(1_000, START - 90_000, 60)), 5_000_000);
    assertThat(clock.nowMs()).hasValue(5_000_000);
    realMs += 1_000;
    assertThat(clock.nowMs()).hasValue(5_060_000);
  }

  @Test
  void withoutAnAnchorOrWithARealOneTimeIsReal() {
    clock.anchorAnew(Positions.of(3, 10), Optional.empty(), 5_000);
    realMs += 77;
    assertThat(clock.nowMs()).hasValue(START + 77);
    clock.anchorAnew(
        Positions.of(4, 1), Optional.of(ClockAnchor.newBuilder().setReal(true).build()), 5_000);
    assertThat(clock.nowMs()).hasValue(START + 77);
  }

  @Test
  void theLatestIsNeverBeforeWhatIsJournaled() {
    clock.adopt(setting(1, 2, simulated(1_000, START, 1)));
    journaledMs = 9_000;
    assertThat(clock.latestMs()).isEqualTo(9_000);
  }
}
