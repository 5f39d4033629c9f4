package city.hotline.chaos;

import java.util.Locale;
import java.util.SplittableRandom;

/** Where a node dies by itself, and how often it passes there first. */
public enum DeathPoint {
  /** Records are in its journal and nobody was sent them yet. */
  AFTER_APPEND(300),
  /** Entries are in the files and not on the disk. */
  BEFORE_FORCE(3),
  /** It holds a copy and its owner does not know. */
  BEFORE_CONFIRM(500),
  /** A snapshot came, and neither journal nor memory have it. */
  BEFORE_BASE_SNAPSHOT(1),
  /** The next file has begun and nobody counts it yet. */
  MID_ROLL(2),
  /** Districts were taken away from it, and it still serves them. */
  MID_MIGRATION(2),
  /** A majority promised and what it had was fetched; the epoch has not begun. */
  MID_TAKEOVER(4),
  /** An order is in its docket and still in the outbox of its floor. */
  MID_COURIER(5);

  private final int most;

  DeathPoint(int most) {
    this.most = most;
  }

  static DeathPoint any(SplittableRandom random) {
    return values()[random.nextInt(values().length)];
  }

  /** The passage that is the last one. */
  int after(SplittableRandom random) {
    return random.nextInt(1, most + 1);
  }

  /** As the product's copy names it: "after-append". */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
