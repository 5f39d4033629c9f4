package city.hotline.client;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: from 20 ms doubling to 1 s, half of it by chance. */
final class Backoff {

  private static final long FIRST_MS = 20;
  private static final long LONGEST_MS = 1000;

  private int attempts;

  /** The next wait, at least what the grid asked for. */
  long nextMs(long askedMs) {
    long wait = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempts, 6));
    attempts++;
    return Math.max(askedMs, wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1));
  }

  /** After a success. */
  void reset() {
    attempts = 0;
  }
}
