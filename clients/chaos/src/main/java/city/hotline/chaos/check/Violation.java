package city.hotline.chaos.check;

/**
 * Something that must never happen did.
 *
 * @param kind which promise was broken
 * @param text where, for a person
 */
public record Violation(Kind kind, String text) {

  /** Promises of the grid, each by how it is broken. */
  public enum Kind {
    /** Two different records claim the same shard, epoch and sequence. */
    TWO_RECORDS_AT_ONE_POSITION,
    /** The surviving log names a predecessor that nobody has. */
    HOLE_IN_THE_LOG,
    /** An acknowledged command is not where its answer said. */
    ACKNOWLEDGED_AND_LOST,
    /** The log and the answer do not say the same. */
    REPLY_DIFFERS,
    /** One request id was carried out more than once. */
    DONE_TWICE,
    /** A command that began after another was answered stands before it. */
    REAL_TIME_ORDER,
    /** A refusal was judged by a state that did not survive. */
    REFUSED_BY_WHAT_WAS_LOST,
    /** A refusal was judged by a state that was over when the command was said. */
    REFUSED_BY_THE_PAST,
    /** A picture shows a state that did not survive. */
    SHOWN_AND_LOST,
    /** Grid time of a shard ran backwards. */
    TIME_WENT_BACK,
    /** By grid time something was not carried out when it was. */
    WRONG_TIME,
    /** A reader was not given something. */
    READER_GAP,
    /** A reader was told that history is gone, which nothing was deleted from. */
    HISTORY_GONE,
    /** A reader was given something twice or out of order. */
    READER_REPEAT,
    /** A reader was given something that is not in the log. */
    READER_WRONG,
    /** An order that was asked for was not opened, or opened elsewhere. */
    ORDER_NOT_DELIVERED,
    /** An order was opened twice, or asked for twice. */
    ORDER_TWICE,
    /** An order was opened that nobody asked for. */
    ORDER_FROM_NOWHERE,
    /** A seat that was lent did not arrive, or arrived twice, or was in two places. */
    SEAT_ASTRAY,
    /** The grid counted other than the log. */
    FIGURES_DIFFER,
    /** The records of a node's journal do not follow one another. */
    JOURNAL_NOT_A_CHAIN,
    /** A node's copy is not the surviving log. */
    COPY_DIFFERS,
    /** The state of a copy differs from that of another, or of its own replay. */
    STATE_DIFFERS,
    /** What a journal holds is not what the rules can have made. */
    CANNOT_BE_REPLAYED,
    /** A journal cannot be read. */
    JOURNAL_UNREADABLE,
    /** The grid did not come back, or people could not finish their work. */
    DID_NOT_RECOVER
  }

  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
