package city.hotline.gateway.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long a failing event waits: twice as long each time, 1 s to 5 min, never two in step. */
final class Backoff {

  static final Duration LONGEST = Duration.ofMinutes(5);

  /** What a receiver may ask for at most. */
  static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final long FIRST_MS = 2_000;
  private static final int MOST_DOUBLINGS = 20;

  private Backoff() {}

  /**
   * The next pause.
   *
   * @param failed how often it has failed, from 1
   * @param asked what the receiver asked for, if it did
   */
  static Duration after(int failed, @Nullable Duration asked) {
    long whole =
        Math.min(LONGEST.toMillis(), FIRST_MS << Math.min(MOST_DOUBLINGS, Math.max(0, failed - 1)));
    long own = whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    long wanted = asked == null ? 0 : Math.min(LONGEST_ASKED.toMillis(), asked.toMillis());
    return Duration.ofMillis(Math.max(own, wanted));
  }
}
