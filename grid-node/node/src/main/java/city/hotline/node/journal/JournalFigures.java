package city.hotline.node.journal;

/**
 * What there is to show of a journal, at one moment.
 *
 * @param appends entries appended since the start
 * @param appendNanos how long appending these took in all
 * @param appendedBytes of entries, framing included, since the start
 * @param files how many files the journal has
 * @param fileBytes their length up to the last entry of each
 * @param reservedBytes space reserved ahead of the last entry; 0 means commands are refused
 * @param lastPlace the place of the last entry; 0 if none
 * @param forcedPlace the highest place known to be on disk; 0 if none
 * @param forces how often the disk was asked since the start
 * @param forceNanos how long these took in all
 */
public record JournalFigures(
    long appends,
    long appendNanos,
    long appendedBytes,
    int files,
    long fileBytes,
    long reservedBytes,
    long lastPlace,
    long forcedPlace,
    long forces,
    long forceNanos) {}
