package city.hotline.node.journal;

/**
 * What a replay found.
 *
 * @param entries how many entries were visited
 * @param firstPlace the place of the first one; 0 if none
 * @param lastPlace the place of the last one, visited or skipped thanks to the checkpoint; 0 if
 *     none
 * @param fromCheckpoint whether earlier entries were skipped thanks to a checkpoint
 * @param cutBytes how many bytes of a torn end were cut
 * @param rebooted whether the machine was (or may have been) restarted after the last write without
 *     the journal having been closed: entries that were not forced may be missing. Stays true at
 *     later starts until {@link Journal#trust()}
 * @param bytes how many bytes of entries were read
 * @param nanos how long it took
 */
public record ReplayReport(
    long entries,
    long firstPlace,
    long lastPlace,
    boolean fromCheckpoint,
    long cutBytes,
    boolean rebooted,
    long bytes,
    long nanos) {}
