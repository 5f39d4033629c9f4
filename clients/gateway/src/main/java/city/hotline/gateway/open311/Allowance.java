package city.hotline.gateway.open311;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests a key may still open: 30 at once, then one every 2 s. Thread-safe. */
final class Allowance {

  static final int AT_ONCE = 30;
  static final Duration EVERY = Duration.ofSeconds(2);

  private final InstantSource clock;

  /** By key's name: when all of its allowance is there again. */
  private final Map<String, Instant> full = new ConcurrentHashMap<>();

  Allowance(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one. */
  void take(String key) {
    Instant now = clock.instant();
    full.compute(
        key,
        (k, before) -> {
          Instant then = (before == null || before.isBefore(now) ? now : before).plus(EVERY);
          if (then.isAfter(now.plus(EVERY.multipliedBy(AT_ONCE)))) {
            throw new Open311Error(
                429,
                "too many requests with this api_key: wait " + EVERY.toSeconds() + " s",
                (int) EVERY.toSeconds());
          }
          return then;
        });
  }
}
