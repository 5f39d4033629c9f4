package city.hotline.node.epoch;

/**
 * One state of the takeover model: what each voter promised and holds, who believes to own the
 * shard with what history and which confirmations, and what was acknowledged to callers.
 */
final class ModelState {
  static final int VOTERS = 3;
  static final int LONGS = VOTERS;

  private static final int HISTORY_BITS = 20;
  private static final int HISTORY = (1 << HISTORY_BITS) - 1;

  final int[] promised = new int[VOTERS];
  final int[] held = new int[VOTERS];

  /** By node; 0 where the node is no owner. */
  final int[] epoch = new int[VOTERS];

  final int[] written = new int[VOTERS];

  /** By owner, then by voter: how many records of this owner's history were confirmed to it. */
  final int[][] confirmed = new int[VOTERS][VOTERS];

  int acknowledged = Histories.EMPTY;

  ModelState copy() {
    ModelState copy = new ModelState();
    for (int n = 0; n < VOTERS; n++) {
      copy.promised[n] = promised[n];
      copy.held[n] = held[n];
      copy.epoch[n] = epoch[n];
      copy.written[n] = written[n];
      System.arraycopy(confirmed[n], 0, copy.confirmed[n], 0, VOTERS);
    }
    copy.acknowledged = acknowledged;
    return copy;
  }

  void endOwner(int node) {
    epoch[node] = 0;
    written[node] = Histories.EMPTY;
    confirmed[node] = new int[VOTERS];
  }

  boolean anyOwnerIn(int wanted) {
    for (int node = 0; node < VOTERS; node++) {
      if (epoch[node] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** One number a node: its promise, what it holds, and what it is as an owner. */
  void pack(long[] into, int from) {
    int acknowledgedLeft = acknowledged;
    for (int n = 0; n < VOTERS; n++) {
      long packed = promised[n];
      packed = (packed << HISTORY_BITS) | held[n];
      packed = (packed << 3) | epoch[n];
      packed = (packed << HISTORY_BITS) | written[n];
      for (int voter = 0; voter < VOTERS; voter++) {
        packed = (packed << 3) | confirmed[n][voter];
      }
      packed = (packed << 7) | (acknowledgedLeft & 127);
      acknowledgedLeft >>>= 7;
      into[from + n] = packed;
    }
  }

  static ModelState unpack(long[] packed, int from) {
    ModelState state = new ModelState();
    for (int n = VOTERS - 1; n >= 0; n--) {
      long left = packed[from + n];
      state.acknowledged = (state.acknowledged << 7) | (int) (left & 127);
      left >>>= 7;
      for (int voter = VOTERS - 1; voter >= 0; voter--) {
        state.confirmed[n][voter] = (int) (left & 7);
        left >>>= 3;
      }
      state.written[n] = (int) (left & HISTORY);
      left >>>= HISTORY_BITS;
      state.epoch[n] = (int) (left & 7);
      left >>>= 3;
      state.held[n] = (int) (left & HISTORY);
      state.promised[n] = (int) (left >>> HISTORY_BITS);
    }
    return state;
  }
}
