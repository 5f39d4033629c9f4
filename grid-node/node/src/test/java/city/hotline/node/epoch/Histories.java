package city.hotline.node.epoch;

/**
 * A history of at most six records, packed into one number: five bits a record, the oldest lowest.
 *
 * <p>A record of the model is known by who wrote it in which epoch, and by whether it starts that
 * epoch; two records that agree in this at the same sequence are the same record.
 */
final class Histories {
  static final int EMPTY = 0;
  private static final int BITS = 5;
  private static final int ONE = (1 << BITS) - 1;

  private Histories() {}

  static int record(int epoch, int node, boolean start) {
    return 1 + ((epoch - 1) * ModelState.NODES + node) * 2 + (start ? 0 : 1);
  }

  static int length(int history) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(history) + BITS - 1) / BITS;
  }

  /** The record at an index from 0; 0 past the end. */
  static int at(int history, int index) {
    return (history >>> (BITS * index)) & ONE;
  }

  static int then(int history, int record) {
    return history | (record << (BITS * length(history)));
  }

  /** The first records. */
  static int first(int history, int count) {
    return history & ((1 << (BITS * count)) - 1);
  }

  static boolean beginsWith(int history, int beginning) {
    return first(history, length(beginning)) == beginning;
  }

  static int epochOf(int record) {
    return (record - 1) / (2 * ModelState.NODES) + 1;
  }

  /** The epoch of the last record; 0 when there is none. */
  static int lastEpoch(int history) {
    return history == EMPTY ? 0 : epochOf(at(history, length(history) - 1));
  }

  static String text(int history) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < length(history); i++) {
      int record = at(history, i);
      int node = (record - 1) / 2 % ModelState.NODES;
      boolean start = (record - 1) % 2 == 0;
      text.append(i == 0 ? "" : " ")
          .append(epochOf(record))
          .append((char) ('A' + node))
          .append(start ? "!" : "");
    }
    return text.append(']').toString();
  }
}
