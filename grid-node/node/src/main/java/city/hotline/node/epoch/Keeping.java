package city.hotline.node.epoch;

import java.time.Duration;

/**
 * How much of its journal a node reads when it starts, and how much it keeps.
 *
 * @param checkpointBytes after how many bytes of entries a checkpoint is made, so that a restart
 *     reads about as much plus the snapshots; 1 MiB or more
 * @param checkpointAtLatest after how long one is made if there was anything at all
 * @param records how long records are kept whoever reads them
 * @param readersBytes how much is kept longer for history readers that still need it, at most
 */
public record Keeping(
    long checkpointBytes, Duration checkpointAtLatest, Duration records, long readersBytes) {

  /** 256 MiB, which are about a million commands; 6 hours; 8 days; 4 GiB. */
  public static final Keeping USUAL =
      new Keeping(256L << 20, Duration.ofHours(6), Duration.ofDays(8), 4L << 30);

  /** Refuses values out of range. */
  public Keeping {
    if (checkpointBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "checkpointBytes: " + checkpointBytes + " (expected: 1 MiB or more)");
    }
    if (readersBytes < 0) {
      throw new IllegalArgumentException(
          "readersBytes: " + readersBytes + " (expected: 0 or more)");
    }
  }
}
