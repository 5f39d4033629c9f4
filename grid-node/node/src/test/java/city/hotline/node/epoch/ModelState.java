package city.hotline.node.epoch;

/**
 * One state of the takeover model: what each node promised and holds, which voters it knows, who
 * believes to own the shard with what history and which confirmations, and what was acknowledged to
 * callers.
 */
final class ModelState {
  static final int NODES = 3;
  static final int LONGS = NODES + 1;

  private static final int HISTORY_BITS = 20;
  private static final int HISTORY = (1 << HISTORY_BITS) - 1;

  final int[] promised = new int[NODES];
  final int[] held = new int[NODES];

  /** By node; 0 where the node is no owner. */
  final int[] epoch = new int[NODES];

  final int[] written = new int[NODES];

  /** By owner, then by holder: how many records of this owner's history were confirmed to it. */
  final int[][] confirmed = new int[NODES][NODES];

  int acknowledged = Histories.EMPTY;

  /** The newest version of the voters there is. */
  int chosen;

  /** By node: the newest version it has journaled. */
  final int[] known = new int[NODES];

  /** By owner: the version its epoch is of; 0 where the node is no owner. */
  final int[] version = new int[NODES];

  ModelState copy() {
    ModelState copy = new ModelState();
    for (int n = 0; n < NODES; n++) {
      copy.promised[n] = promised[n];
      copy.held[n] = held[n];
      copy.epoch[n] = epoch[n];
      copy.written[n] = written[n];
      copy.known[n] = known[n];
      copy.version[n] = version[n];
      System.arraycopy(confirmed[n], 0, copy.confirmed[n], 0, NODES);
    }
    copy.acknowledged = acknowledged;
    copy.chosen = chosen;
    return copy;
  }

  void endOwner(int node) {
    epoch[node] = 0;
    version[node] = 0;
    written[node] = Histories.EMPTY;
    confirmed[node] = new int[NODES];
  }

  boolean anyOwnerIn(int wanted) {
    for (int node = 0; node < NODES; node++) {
      if (epoch[node] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** One number a node: its promise, what it holds, what it is as an owner; and the versions. */
  void pack(long[] into, int from) {
    int acknowledgedLeft = acknowledged;
    for (int n = 0; n < NODES; n++) {
      long packed = promised[n];
      packed = (packed << HISTORY_BITS) | held[n];
      packed = (packed << 3) | epoch[n];
      packed = (packed << HISTORY_BITS) | written[n];
      for (int voter = 0; voter < NODES; voter++) {
        packed = (packed << 3) | confirmed[n][voter];
      }
      packed = (packed << 7) | (acknowledgedLeft & 127);
      acknowledgedLeft >>>= 7;
      into[from + n] = packed;
    }
    long versions = chosen;
    for (int n = 0; n < NODES; n++) {
      versions = (((versions << 3) | known[n]) << 3) | version[n];
    }
    into[from + NODES] = versions;
  }

  static ModelState unpack(long[] packed, int from) {
    ModelState state = new ModelState();
    long versions = packed[from + NODES];
    for (int n = NODES - 1; n >= 0; n--) {
      state.version[n] = (int) (versions & 7);
      state.known[n] = (int) ((versions >>> 3) & 7);
      versions >>>= 6;
    }
    state.chosen = (int) versions;
    for (int n = NODES - 1; n >= 0; n--) {
      long left = packed[from + n];
      state.acknowledged = (state.acknowledged << 7) | (int) (left & 127);
      left >>>= 7;
      for (int voter = NODES - 1; voter >= 0; voter--) {
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
