package city.hotline.core.order;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Some closed orders, by id, one behind the other in one array: the length of each, then the
 * serialised message, which begins with the order's id, its field 1. An array and a place in a map
 * for each order alone would take as much as the order does. Never changed.
 */
final class ClosedBlock {
  /** A block that would have more is cut in two. */
  static final int MOST = 32;

  private static final int ID_TAG = 1 << 3 | 2;

  /** One of the orders: the part of the array from its length to its end. */
  private record Entry(String id, int from, int content, int to) {}

  private final byte[] bytes;
  private final String first;
  private final int size;

  private ClosedBlock(byte[] bytes) {
    this(bytes, entries(bytes));
  }

  private ClosedBlock(byte[] bytes, List<Entry> entries) {
    this.bytes = bytes;
    this.first = entries.get(0).id;
    this.size = entries.size();
  }

  static ClosedBlock of(byte[] packed) {
    return new ClosedBlock(joined(new byte[0], 0, packed, 0));
  }

  /** These, of which there is one at least, as a snapshot has them: by id, each once. */
  static ClosedBlock of(List<ByteString> sorted) {
    ByteBuffer all =
        ByteBuffer.allocate(sorted.stream().mapToInt(one -> Integer.BYTES + one.size()).sum());
    for (ByteString one : sorted) {
      all.putInt(one.size());
      one.copyTo(all);
    }
    byte[] bytes = all.array();
    List<Entry> entries = entries(bytes);
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i - 1).id.compareTo(entries.get(i).id) >= 0) {
        throw new IllegalStateException("closed orders are not by id: " + entries.get(i).id);
      }
    }
    return new ClosedBlock(bytes, entries);
  }

  /** The orders of the block and this one, which replaces the one of its id; one block, or two. */
  List<ClosedBlock> plus(String id, byte[] packed) {
    List<Entry> entries = entries(bytes);
    int place = 0;
    while (place < entries.size() && entries.get(place).id.compareTo(id) < 0) {
      place++;
    }
    boolean replaces = place < entries.size() && entries.get(place).id.equals(id);
    int from = place < entries.size() ? entries.get(place).from : bytes.length;
    int to = replaces ? entries.get(place).to : from;
    byte[] all = joined(bytes, from, packed, to);
    List<Entry> with = entries(all);
    return with.size() > MOST
        ? halves(all, with.get(with.size() / 2).from)
        : List.of(new ClosedBlock(all, with));
  }

  private static List<ClosedBlock> halves(byte[] all, int cut) {
    return List.of(
        new ClosedBlock(Arrays.copyOf(all, cut)),
        new ClosedBlock(Arrays.copyOfRange(all, cut, all.length)));
  }

  /** What stands before {@code until} and from {@code goesOn} on, with an entry between. */
  private static byte[] joined(byte[] all, int until, byte[] packed, int goesOn) {
    return ByteBuffer.allocate(until + Integer.BYTES + packed.length + all.length - goesOn)
        .put(all, 0, until)
        .putInt(packed.length)
        .put(packed)
        .put(all, goesOn, all.length - goesOn)
        .array();
  }

  /** The smallest id. */
  String first() {
    return first;
  }

  int size() {
    return size;
  }

  /** The order of the id, serialised. */
  @Nullable ByteString find(String id) {
    for (Entry entry : entries(bytes)) {
      if (entry.id.equals(id)) {
        return content(entry);
      }
    }
    return null;
  }

  /** Gives each order, serialised, by id. */
  void forEach(Consumer<ByteString> consumer) {
    entries(bytes).forEach(entry -> consumer.accept(content(entry)));
  }

  private ByteString content(Entry entry) {
    return UnsafeByteOperations.unsafeWrap(bytes, entry.content, entry.to - entry.content);
  }

  private static List<Entry> entries(byte[] bytes) {
    List<Entry> entries = new ArrayList<>(MOST);
    ByteBuffer all = ByteBuffer.wrap(bytes);
    while (all.hasRemaining()) {
      int from = all.position();
      int content = from + Integer.BYTES;
      int to = content + all.getInt();
      entries.add(new Entry(id(all), from, content, to));
      all.position(to);
    }
    return entries;
  }

  /**
   * A message's field 1, which comes first: its tag, its length in groups of seven bits, itself.
   */
  private static String id(ByteBuffer message) {
    if (message.get() != ID_TAG) {
      throw new IllegalStateException("a closed order that was packed here has no id");
    }
    int length = 0;
    byte group;
    int bits = 0;
    do {
      group = message.get();
      length |= (group & 0x7f) << bits;
      bits += 7;
    } while (group < 0);
    byte[] id = new byte[length];
    message.get(id);
    return new String(id, StandardCharsets.UTF_8);
  }
}
