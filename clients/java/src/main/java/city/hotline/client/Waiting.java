package city.hotline.client;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait to try again, by district. While a district is away only some of them try in any
 * second, so that a grid which recovers is not kept from it; the first answer wakes those that wait
 * longer than their own back-off for that reason, and news of another owner wakes all. Thread-safe.
 */
final class Waiting {

  /** Attempts a second, all waiting ones together. */
  private static final int ATTEMPTS_A_SECOND = 100;

  private static final long LONGEST_MS = 5_000;
  private static final int WOKEN_AT_ONCE = 64;

  /**
   * One that waits.
   *
   * @param longer than its back-off, as many others wait, too
   */
  private record Sleeper(Runnable turn, boolean longer) {}

  private final Wire wire;
  private final Map<String, ArrayDeque<Sleeper>> sleepers = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Waiting(Wire wire) {
    this.wire = wire;
  }

  /** Tries again after the back-off, later when many wait, sooner when the district answers. */
  void tryAgain(String district, long backoffMs, Runnable attempt) {
    int others = waiting.getAndIncrement();
    var once = new AtomicBoolean();
    Runnable turn =
        () -> {
          if (once.compareAndSet(false, true)) {
            waiting.decrementAndGet();
            attempt.run();
          }
        };
    long thinned = Math.min(LONGEST_MS, others * 1000L / ATTEMPTS_A_SECOND);
    sleepers.compute(
        district,
        (d, queue) -> {
          ArrayDeque<Sleeper> all = queue == null ? new ArrayDeque<>() : queue;
          all.add(new Sleeper(turn, thinned > backoffMs));
          return all;
        });
    wire.later(Math.max(backoffMs, thinned), turn);
  }

  /** Whether anybody waits: it then pays to ask who serves what. */
  boolean anybody() {
    return waiting.get() > 0;
  }

  /** The district answers: who waited longer than its back-off goes now. */
  void answered(String district) {
    if (!sleepers.isEmpty()) {
      wake(sleepers.remove(district), true);
    }
  }

  /** Another node serves the district: what it was that they backed off from is over. */
  void served(String district) {
    wake(sleepers.remove(district), false);
  }

  /** Some at once and the rest soon after. */
  private void wake(@Nullable ArrayDeque<Sleeper> woken, boolean onlyLonger) {
    if (woken == null) {
      return;
    }
    long delayMs = 0;
    int count = 0;
    for (Sleeper sleeper : woken) {
      if (sleeper.longer() || !onlyLonger) {
        if (++count % WOKEN_AT_ONCE == 0) {
          delayMs += 10;
        }
        wire.later(delayMs, sleeper.turn());
      }
    }
  }
}
