package city.hotline.node.journal;

import java.util.ArrayList;
import java.util.List;

/** A part of an entry, its checksum computed before the lock is taken; most entries are one. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(byte[] entry, int from, int length, boolean last, int crc) {

  /** The slices of an entry, in order. */
  static List<Slice> cut(byte[] entry) {
    if (entry.length <= Frame.SLICE) {
      return List.of(new Slice(entry, 0, entry.length, true, Frame.crc(entry, 0, entry.length)));
    }
    List<Slice> slices = new ArrayList<>(Frame.slices(entry.length));
    int from = 0;
    do {
      int length = Math.min(Frame.SLICE, entry.length - from);
      boolean last = from + length == entry.length;
      slices.add(new Slice(entry, from, length, last, Frame.crc(entry, from, length)));
      from += length;
    } while (from < entry.length);
    return slices;
  }
}
