package city.hotline.node.endpoint;

import java.util.concurrent.TimeUnit;

/**
 * Who drives this grid: one at a time, kept 10 s longer for the same driver after its stream broke.
 * Thread-safe.
 */
final class DriverClaim {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private long driver;
  private String description = "";
  private int streams;
  private long lastSeen;

  /** Returns empty when the claim is granted, otherwise who holds it. */
  synchronized String claim(long asks, String what) {
    boolean free = driver == 0 || (streams == 0 && System.nanoTime() - lastSeen > KEPT_NANOS);
    if (!free && driver != asks) {
      return description.isEmpty() ? "another driver" : description;
    }
    if (driver != asks) {
      streams = 0;
    }
    driver = asks;
    description = what;
    streams++;
    return "";
  }

  synchronized void broke(long whose) {
    if (driver == whose) {
      streams = Math.max(0, streams - 1);
      lastSeen = System.nanoTime();
    }
  }
}
