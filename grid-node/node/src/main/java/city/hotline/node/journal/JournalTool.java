package city.hotline.node.journal;

import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal that no member has open, for a person; changes nothing.
 *
 * <p>All methods throw {@link JournalUnavailable} when there is no journal in the folder or a
 * member has it open.
 */
public final class JournalTool {

  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private JournalTool() {}

  /**
   * Reads everything, checks each checksum and place, and that the records of each shard follow one
   * another; writes a line for each shard, then the faults, then totals.
   *
   * @param folder a member's data folder
   * @return whether the journal is sound; a torn end, which the next start cuts, is
   */
  public static boolean verify(Path folder, Appendable out) throws IOException {
    Map<String, ChainCheck> shards = new TreeMap<>();
    Totals totals = new Totals();
    EntryVisitor chains =
        whole(
            (place, entry, encoded) -> {
              boolean fromTheBeginning = totals.firstPlace == 1;
              if (entry.hasRecord()) {
                shards
                    .computeIfAbsent(
                        name(entry.getRecord().getShard()), s -> new ChainCheck(fromTheBeginning))
                    .record(place, entry.getRecord());
              } else if (entry.hasSnapshot()) {
                shards
                    .computeIfAbsent(
                        name(entry.getSnapshot().getShard()), s -> new ChainCheck(fromTheBeginning))
                    .snapshot(entry.getSnapshot());
              }
            });
    String damage =
        read(
            folder,
            (place, entry, encoded) -> {
              totals.add(place, entry, encoded);
              chains.visit(place, entry, encoded);
            },
            totals);
    boolean sound = damage.isEmpty();
    for (Map.Entry<String, ChainCheck> shard : shards.entrySet()) {
      out.append(String.format("%-16s %s%n", shard.getKey(), shard.getValue().line()));
    }
    for (Map.Entry<String, ChainCheck> shard : shards.entrySet()) {
      for (String fault : shard.getValue().faults()) {
        sound = false;
        out.append(String.format("FAULT %s: %s%n", shard.getKey(), fault));
      }
    }
    if (!damage.isEmpty()) {
      out.append(String.format("DAMAGE %s%n", damage));
    }
    out.append(totals.line(shards.size())).append(System.lineSeparator());
    out.append(sound ? "The journal is sound." : "The journal is NOT sound.");
    out.append(System.lineSeparator());
    return sound;
  }

  /**
   * Writes one line of JSON for each entry, oldest first: {@code {"place":1,"entry":{...}}}; after
   * the entry of a docket's snapshot also its orders, {@code "open":[...],"closed":[...]}, which
   * the snapshot has packed. Parts of a snapshot are named, not shown. What belongs to a citizen is
   * covered.
   *
   * @param folder a member's data folder
   * @throws JournalCorrupt at the first damage, after the entries before it
   */
  public static void dump(Path folder, Appendable out) throws IOException {
    String damage =
        read(
            folder,
            (place, entry, encoded) -> {
              try {
                out.append("{\"place\":")
                    .append(Long.toString(place))
                    .append(",\"entry\":")
                    .append(JSON.print(Mask.cover(entry)));
                if (entry.getSnapshot().hasDocket()) {
                  DocketState docket = entry.getSnapshot().getDocket();
                  list("open", docket.getOpenList().stream(), Order.parser(), out);
                  list(
                      "closed",
                      docket.getClosedOrdersList().stream()
                          .flatMap(m -> m.getOrdersList().stream()),
                      ClosedOrder.parser(),
                      out);
                }
                out.append("}\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            new Totals());
    if (!damage.isEmpty()) {
      throw new JournalCorrupt(damage, null);
    }
  }

  private static void list(
      String name, Stream<ByteString> packed, Parser<? extends Message> parser, Appendable out)
      throws IOException {
    out.append(",\"").append(name).append("\":[");
    String before = "";
    for (ByteString one : (Iterable<ByteString>) packed::iterator) {
      out.append(before).append(JSON.print(Mask.cover(parser.parseFrom(one))));
      before = ",";
    }
    out.append("]");
  }

  /**
   * Shows every entry, oldest first, as it is: with what belongs to citizens, and a snapshot that
   * was written in parts as one, where its last part stands.
   *
   * @param folder a member's data folder
   * @throws JournalCorrupt at the first damage, after the entries before it
   */
  public static void entries(Path folder, EntryVisitor visitor) throws IOException {
    String damage = read(folder, whole(visitor), new Totals());
    if (!damage.isEmpty()) {
      throw new JournalCorrupt(damage, null);
    }
  }

  /** Shows a snapshot that was written in parts as one, where its last part stands. */
  private static EntryVisitor whole(EntryVisitor visitor) {
    SnapshotParts parts = new SnapshotParts();
    return (place, entry, encoded) -> {
      if (entry.hasSnapshotPart()) {
        parts
            .add(entry.getSnapshotPart())
            .map(snapshot -> Entry.newBuilder().setSnapshot(snapshot).build())
            .ifPresent(joined -> visitor.visit(place, joined, joined.toByteArray()));
      } else {
        visitor.visit(place, entry, encoded);
      }
    };
  }

  /**
   * Takes the lock of a stopped member's folder; null where nothing can be written, and need not.
   */
  static @Nullable FolderLock lockToRead(Path folder) throws IOException {
    if (!Files.isDirectory(folder.resolve("journal"))) {
      throw new JournalUnavailable(
          "There is no journal in " + folder + ". Name a member's data folder (--data)", null);
    }
    return FolderLock.takeToRead(folder);
  }

  /** Reads from the beginning; returns what damage there is, or nothing. */
  private static String read(Path folder, EntryVisitor visitor, Totals totals) throws IOException {
    FolderLock lock = lockToRead(folder);
    try {
      Recovery recovery = new Recovery(folder, new BootMark(folder));
      totals.files = recovery.segments().size();
      recovery.scan(visitor, new ShardIndex(), false);
      totals.cutBytes = recovery.report(0).cutBytes();
      return "";
    } catch (JournalCorrupt e) {
      return String.valueOf(e.getMessage());
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  private static String name(ShardRef shard) {
    return shard.getDocket().isEmpty()
        ? shard.getDistrict()
        : shard.getDistrict() + "/" + shard.getDocket();
  }

  /** What a journal adds up to. */
  private static final class Totals {
    private long firstPlace;
    private long lastPlace;
    private long entries;
    private long bytes;
    private long records;
    private long snapshots;
    private long promises;
    private long foundings;
    private long cutBytes;
    private int files;

    void add(long place, Entry entry, byte[] encoded) {
      firstPlace = entries == 0 ? place : firstPlace;
      lastPlace = place;
      entries++;
      bytes += encoded.length;
      switch (entry.getEntryCase()) {
        case RECORD -> records++;
        case SNAPSHOT -> snapshots++;
        case SNAPSHOT_PART -> snapshots += entry.getSnapshotPart().getLast() ? 1 : 0;
        case PROMISED -> promises++;
        case GRID_FOUNDED -> foundings++;
        case ENTRY_NOT_SET -> {}
      }
    }

    String line(int shards) {
      return String.format(
          "%d entries (%d records, %d snapshots, %d promises, %d foundings) of %d shards, %d bytes"
              + " in %d files, places %d to %d%s",
          entries,
          records,
          snapshots,
          promises,
          foundings,
          shards,
          bytes,
          files,
          firstPlace,
          lastPlace,
          cutBytes == 0
              ? ""
              : "; a torn end of " + cutBytes + " bytes will be cut at the next start");
    }
  }
}
