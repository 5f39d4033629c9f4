package city.hotline.node.pulse;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the clocks of the members' machines say, this one included. The time that a grid agrees on
 * is the middle one, so that one that jumps changes nothing. Thread-safe.
 *
 * <p>A clock is read over the network as Cristian did it ("Probabilistic clock synchronization",
 * 1989): the answer was made somewhere between question and arrival; the middle is off by half of
 * that at most, and what took long is not counted.
 */
public final class PeerClocks {
  /** Slower answers say too little. */
  static final long SLOWEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Older ones are forgotten. */
  static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long MOST_APART_NANOS = TimeUnit.MILLISECONDS.toNanos(NodeClock.MOST_OFF_MS);

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Map<String, Reading> readings = new ConcurrentHashMap<>();

  /** How much a machine's clock is ahead of nanos, and when that was seen. */
  private record Reading(long aheadNanos, long seenNanos) {}

  /**
   * Nothing read yet.
   *
   * @param wall the clock of this machine
   * @param nanos as {@link System#nanoTime}
   */
  public PeerClocks(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
  }

  /** What the clock of this node's machine says, milliseconds since 1970. */
  public long machineMs() {
    return wall.millis();
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /**
   * A member answered.
   *
   * @param askedNanos when it was asked
   * @param wallMs what it said
   */
  public void read(String nodeId, long askedNanos, long wallMs) {
    long now = nanos.getAsLong();
    if (now - askedNanos <= SLOWEST_NANOS) {
      long middle = askedNanos + (now - askedNanos) / 2;
      readings.put(nodeId, new Reading(TimeUnit.MILLISECONDS.toNanos(wallMs) - middle, now));
    }
  }

  /**
   * How much the agreed time is ahead of a clock: where a majority of the members is known and a
   * majority agrees with the middle one; empty where they do not.
   *
   * @param others the other members that are here now
   * @param members how many there are when all are here
   */
  public OptionalLong aheadMs(InstantSource clock, Collection<String> others, int members) {
    long now = nanos.getAsLong();
    List<Long> known = new ArrayList<>();
    known.add(TimeUnit.MILLISECONDS.toNanos(wall.millis()) - now);
    readings.keySet().retainAll(others);
    readings.values().stream()
        .filter(r -> now - r.seenNanos() <= OLDEST_NANOS)
        .forEach(r -> known.add(r.aheadNanos()));
    known.sort(null);
    long middle = known.get((known.size() - 1) / 2);
    long agreeing = known.stream().filter(k -> Math.abs(k - middle) <= MOST_APART_NANOS).count();
    return 2 * agreeing > Math.max(members, others.size() + 1)
        ? OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(middle + now) - clock.millis())
        : OptionalLong.empty();
  }
}
