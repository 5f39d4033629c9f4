package city.hotline.node.journal;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How a member keeps its journal.
 *
 * @param folder the member's data folder; made if absent
 * @param nodeId the member's stable id, see {@link NodeIdentity}; kept in the head of each file
 * @param reserveBytes how much space is kept reserved ahead of the last entry, topped up when half
 *     is used; 4 MiB to 1 GiB
 * @param kind how the file is written
 * @param clock decides when a new file begins: at the full hour UTC
 */
public record JournalOptions(
    Path folder, String nodeId, long reserveBytes, Kind kind, InstantSource clock) {

  /** How the file is written; both are read the same way. */
  public enum Kind {
    /** Memory-mapped, by Chronicle Queue: about a microsecond an append. */
    CHRONICLE,
    /** By a system call an append, through a plain file channel: second choice and baseline. */
    PLAIN
  }

  /** Refuses values out of range. */
  public JournalOptions {
    if (reserveBytes < 4 << 20 || reserveBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "reserveBytes: " + reserveBytes + " (expected: 4 MiB to 1 GiB)");
    }
  }

  /** What a member uses: Chronicle Queue, 16 MiB reserved. */
  public static JournalOptions of(Path folder, String nodeId) {
    return new JournalOptions(folder, nodeId, 16 << 20, Kind.CHRONICLE, InstantSource.system());
  }

  /** The same, written in another way. */
  public JournalOptions with(Kind kind) {
    return new JournalOptions(folder, nodeId, reserveBytes, kind, clock);
  }
}
