package city.hotline.node.journal;

import java.util.List;

/** A part of an entry, its checksum computed before the lock is taken; most entries are one. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(byte[] entry, int from, int length, boolean last, int crc) {

  /** Adds the slices of an entry to a list. */
  static void cut(byte[] entry, List<Slice> slices) {
    int from = 0;
    do {
      int length = Math.min(Frame.SLICE, entry.length - from);
      boolean last = from + length == entry.length;
      slices.add(new Slice(entry, from, length, last, Frame.crc(entry, from, length)));
      from += length;
    } while (from < entry.length);
  }
}
