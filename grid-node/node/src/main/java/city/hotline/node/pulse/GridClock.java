package city.hotline.node.pulse;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.Positions;
import city.hotline.node.epoch.GridTime;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.ClockSetting;
import city.hotline.proto.shard.v1.Position;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Grid time on this node: real, or base + speed x elapsed. Thread-safe.
 *
 * <p>The owner of the city's floor says how it runs, and since which of its records; the newest
 * setting wins. While no owner serves, simulated time stands still: a new owner anchors it anew
 * where it stopped.
 */
public final class GridClock implements GridTime {
  private final InstantSource real;
  private final LongSupplier latestJournaledMs;
  private volatile @Nullable ClockSetting setting;

  /**
   * A clock that does not know yet how grid time runs.
   *
   * @param latestJournaledMs the last moment in this node's journal; 0 when none
   */
  public GridClock(InstantSource real, LongSupplier latestJournaledMs) {
    this.real = real;
    this.latestJournaledMs = latestJournaledMs;
  }

  /** Takes a setting, if it is newer than the present one. */
  public synchronized void adopt(ClockSetting heard) {
    ClockSetting now = setting;
    if (now == null || Positions.isAfter(heard.getPosition(), now.getPosition())) {
      setting = heard;
    }
  }

  /** How grid time runs after a takeover of the city's floor: on from where it stopped. */
  public void anchorAnew(Position epochStart, Optional<ClockAnchor> stored, long stoppedAtMs) {
    ClockAnchor anchor =
        stored
            .filter(a -> !a.getReal())
            .map(
                a ->
                    a.toBuilder()
                        .setBase(Times.timestamp(stoppedAtMs))
                        .setAnchoredAt(Times.timestamp(real.millis()))
                        .build())
            .orElse(ClockAnchor.newBuilder().setReal(true).setSpeed(1).build());
    adopt(ClockSetting.newBuilder().setPosition(epochStart).setClock(anchor).build());
  }

  /** How grid time runs, as last heard. */
  public Optional<ClockSetting> setting() {
    return Optional.ofNullable(setting);
  }

  @Override
  public OptionalLong nowMs() {
    ClockSetting now = setting;
    if (now == null) {
      return OptionalLong.empty();
    }
    ClockAnchor anchor = now.getClock();
    if (anchor.getReal()) {
      return OptionalLong.of(real.millis());
    }
    long elapsed = real.millis() - Times.millis(anchor.getAnchoredAt());
    return OptionalLong.of(
        Times.millis(anchor.getBase()) + Math.round(elapsed * anchor.getSpeed()));
  }

  @Override
  public long latestMs() {
    ClockSetting now = setting;
    boolean simulated = now != null && !now.getClock().getReal();
    return Math.max(simulated ? nowMs().orElse(0) : 0, latestJournaledMs.getAsLong());
  }

  @Override
  public long realMs() {
    return real.millis();
  }
}
