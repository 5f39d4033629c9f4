package city.hotline.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a machine that somebody sets: a file says how many seconds it is off. It takes the
 * place of the machine's clock in copies of the product's sources; the product itself knows nothing
 * of it. Thread-safe.
 */
public final class LeapingClock {
  /** Names the file. */
  public static final String VARIABLE = "HOTLINE_CLOCK";

  private static final long READ_AGAIN_MS = 100;
  private static final @Nullable String FILE = System.getenv(VARIABLE);
  private static volatile long readAtMs;
  private static volatile long offMs;

  private LeapingClock() {}

  /** What it says now. */
  public static Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** What it says now, milliseconds since 1970. */
  public static long millis() {
    long now = System.currentTimeMillis();
    if (FILE != null && now - readAtMs > READ_AGAIN_MS) {
      readAtMs = now;
      offMs = read(FILE);
    }
    return now + offMs;
  }

  private static long read(String file) {
    try {
      return 1_000 * Long.parseLong(Files.readString(Path.of(file)).strip());
    } catch (IOException | NumberFormatException e) {
      // Not there yet, or just being written: as it was.
      return offMs;
    }
  }
}
