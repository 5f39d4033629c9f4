package city.hotline.node.epoch;

import java.util.Arrays;

/**
 * The states found so far, in the order found, each with the one it was reached from: 32 bytes a
 * state and an index.
 */
final class StateTable {
  private static final int LONGS = ModelState.LONGS;

  private long[] states = new long[LONGS * (1 << 16)];
  private int[] from = new int[1 << 16];
  private int[] slots = new int[1 << 18];
  private int size;

  StateTable() {
    Arrays.fill(slots, -1);
  }

  int size() {
    return size;
  }

  ModelState get(int index) {
    return ModelState.unpack(states, index * LONGS);
  }

  /** The state that led to this one; -1 for the first. */
  int cameFrom(int index) {
    return from[index];
  }

  /** Adds a state unless it is known. */
  void add(long[] packed, int reachedFrom) {
    int slot = slotOf(packed, 0);
    if (slots[slot] >= 0) {
      return;
    }
    if (size == from.length) {
      states = Arrays.copyOf(states, states.length * 2);
      from = Arrays.copyOf(from, from.length * 2);
    }
    System.arraycopy(packed, 0, states, size * LONGS, LONGS);
    from[size] = reachedFrom;
    slots[slot] = size++;
    if (size > slots.length / 2) {
      widen();
    }
  }

  private void widen() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, -1);
    for (int i = 0; i < size; i++) {
      slots[slotOf(states, i * LONGS)] = i;
    }
  }

  private int slotOf(long[] packed, int at) {
    long hash = 0;
    for (int i = 0; i < LONGS; i++) {
      hash = (hash ^ packed[at + i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] >= 0 && !same(packed, at, slots[slot])) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean same(long[] packed, int at, int known) {
    return Arrays.equals(packed, at, at + LONGS, states, known * LONGS, known * LONGS + LONGS);
  }
}
