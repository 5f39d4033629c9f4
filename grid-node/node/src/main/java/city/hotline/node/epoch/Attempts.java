package city.hotline.node.epoch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When a takeover that failed may be tried again: the first times at once or nearly so, as right
 * after a failure the others are only about to notice; then ever more seldom, since each attempt
 * uses an epoch up. Thread-safe.
 */
final class Attempts {
  private static final int QUICK = 5;
  private static final long QUICK_MS = 200;
  private static final long SLOWEST_MS = 5_000;

  /** Longer than a node that a district leaves is named its owner here after the other began. */
  private static final long YIELD_MS = 1_000;

  private record Failed(int times, long notBefore) {}

  private final Map<String, Failed> failed = new ConcurrentHashMap<>();

  /** Whether the district may be tried now. */
  boolean mayTry(String district, long nowNanos) {
    Failed last = failed.get(district);
    return last == null || nowNanos - last.notBefore() >= 0;
  }

  /** It failed; the pause until the next time is drawn, so that two nodes do not meet for ever. */
  void failed(String district, long nowNanos) {
    failed.compute(
        district,
        (key, last) -> {
          int times = last == null ? 1 : last.times() + 1;
          long pause = ThreadLocalRandom.current().nextLong(50, longestPauseMs(times) + 1);
          return new Failed(times, nowNanos + TimeUnit.MILLISECONDS.toNanos(pause));
        });
  }

  /** Another member took it: it is left to that one for a moment, whatever the placement says. */
  void overtaken(String district, long nowNanos) {
    failed.compute(
        district,
        (key, last) ->
            new Failed(
                last == null ? 0 : last.times(),
                nowNanos + TimeUnit.MILLISECONDS.toNanos(YIELD_MS)));
  }

  /** The longest pause after so many failures, milliseconds. */
  static long longestPauseMs(int times) {
    int doublings = Math.min(10, Math.max(0, times - QUICK));
    return Math.min(SLOWEST_MS, QUICK_MS << doublings);
  }

  /** It is served. */
  void succeeded(String district) {
    failed.remove(district);
  }

  /** Something is different now, members or voters: all may be tried at once. */
  void forget() {
    failed.clear();
  }
}
