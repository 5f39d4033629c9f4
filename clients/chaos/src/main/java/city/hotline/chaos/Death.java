package city.hotline.chaos;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process between two steps of the product: what calls it is put into copies of the
 * product's sources, see {@link DeathPoint}. The product itself knows nothing of it. Thread-safe.
 */
public final class Death {
  /** Names a point and which passage of it is the last, as in "before-force:3". */
  public static final String VARIABLE = "HOTLINE_DEATH";

  private static final int KILLED = 137;
  private static final @Nullable String WANTED = System.getenv(VARIABLE);
  private static final AtomicInteger PASSAGES = new AtomicInteger();

  private Death() {}

  /** A point is passed; perhaps it is the last one. Like kill -9: nothing is finished first. */
  public static void at(String point) {
    if (WANTED == null || !WANTED.startsWith(point + ":")) {
      return;
    }
    int last = Integer.parseInt(WANTED.substring(point.length() + 1));
    if (PASSAGES.incrementAndGet() == last) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
