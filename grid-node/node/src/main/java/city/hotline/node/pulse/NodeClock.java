package city.hotline.node.pulse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * This node's clock (DESIGN D9): it counts by itself, so that the machine's clock may jump as it
 * likes, and follows the clock that all members agree on by going a little faster or slower. It
 * runs backwards only when it is told to, which is for a node that makes no moments. Thread-safe.
 */
public final class NodeClock implements InstantSource {
  /** Further off than this, a node must not make moments. */
  public static final long MOST_OFF_MS = 500;

  private static final double MOST_SLEW = 0.01;
  private static final double CAUGHT_UP_NANOS = 10e9;

  private final LongSupplier nanos;
  private volatile Run run;

  /** From a moment on it runs at a rate. */
  private record Run(long fromNanos, long atFromNanos, double rate) {
    long at(long nanos) {
      return atFromNanos + Math.round((nanos - fromNanos) * rate);
    }
  }

  /**
   * A clock that goes on from here.
   *
   * @param nowMs the time now, milliseconds since 1970
   * @param nanos as {@link System#nanoTime}
   */
  public NodeClock(long nowMs, LongSupplier nanos) {
    this.nanos = nanos;
    run = new Run(nanos.getAsLong(), TimeUnit.MILLISECONDS.toNanos(nowMs), 1);
  }

  @Override
  public Instant instant() {
    long now = run.at(nanos.getAsLong());
    return Instant.ofEpochSecond(0, now);
  }

  @Override
  public long millis() {
    return TimeUnit.NANOSECONDS.toMillis(run.at(nanos.getAsLong()));
  }

  /** From now on a little faster or slower, at most one part in a hundred, towards the target. */
  public synchronized void slew(long behindMs) {
    double wanted = TimeUnit.MILLISECONDS.toNanos(behindMs) / CAUGHT_UP_NANOS;
    long now = nanos.getAsLong();
    run = new Run(now, run.at(now), 1 + Math.max(-MOST_SLEW, Math.min(MOST_SLEW, wanted)));
  }

  /** Leaps to the target at once; by a negative step only while this node makes no moments. */
  public synchronized void step(long behindMs) {
    long now = nanos.getAsLong();
    run = new Run(now, run.at(now) + TimeUnit.MILLISECONDS.toNanos(behindMs), 1);
  }
}
