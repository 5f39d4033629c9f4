package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what earlier starts left, oldest first, and decides whether its end is torn (and cut) or it
 * is damaged (and left as it is). Nothing on disk changes before everything has been read.
 */
final class Recovery {

  private static final int PROGRESS_EVERY = 4096;

  private final Path folder;
  private final BootMark boot;
  private final List<Segment> segments;

  private int firstSegment;
  private boolean fromHint;
  private long nextPlace = 1;
  private long beginPlace = 1;
  private List<Segment> deleted = List.of();
  private long highestForced;
  private long entries;
  private long firstPlace;
  private long bytes;
  private long cutBytes;
  private long fileBytesBefore;
  private long fileBytesInAll;

  /** The segments from which nothing is kept. */
  private final List<Segment> cut = new ArrayList<>();

  Recovery(Path folder, BootMark boot) throws IOException {
    this.folder = folder;
    this.boot = boot;
    this.segments = new ArrayList<>(Segment.list(folder.resolve("journal")));
    Begin begin = Begin.read(folder);
    if (begin != null) {
      deleted = leftOvers(begin);
      segments.removeAll(deleted);
      nextPlace = begin.place();
      beginPlace = begin.place();
    }
  }

  /** Files whose deletion was begun. */
  private List<Segment> leftOvers(Begin begin) {
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).name().equals(begin.segment())) {
        return List.copyOf(segments.subList(0, i));
      }
    }
    throw new JournalCorrupt(
        "The journal in "
            + folder
            + " begins with file "
            + begin.segment()
            + ", which is missing. "
            + JournalCorrupt.REMEDY,
        null);
  }

  /** Shows all entries from the checkpoint on, filling the index; then cuts. */
  void run(EntryVisitor visitor, ShardIndex index) throws IOException {
    scan(visitor, index, true);
    settle();
  }

  /** Shows all entries, or those from the checkpoint on; changes nothing. */
  void scan(EntryVisitor visitor, ShardIndex index, boolean fromCheckpoint) throws IOException {
    long from = fromCheckpoint ? startAtHint() : 0;
    fileBytesBefore = -from;
    fileBytesInAll = -from;
    for (Segment segment : read()) {
      fileBytesInAll += Files.size(segment.file());
    }
    boolean goOn = true;
    for (int i = firstSegment; i < segments.size() && goOn; i++) {
      goOn = scanSegment(i, from, visitor, index);
      from = 0;
    }
    if (nextPlace <= boot.closedAt()) {
      throw new JournalCorrupt(
          "The journal in "
              + folder
              + " ends at place "
              + (nextPlace - 1)
              + " (expected: "
              + boot.closedAt()
              + ", where it was closed). "
              + JournalCorrupt.REMEDY,
          null);
    }
  }

  private long startAtHint() throws IOException {
    Hint hint = Hint.read(folder);
    if (hint == null) {
      return 0;
    }
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.name().equals(hint.segment())) {
        firstSegment = i;
        fromHint = true;
        nextPlace = hint.place();
        return hint.offset();
      }
      segment.end(Files.size(segment.file()));
    }
    return 0;
  }

  /** Whether to go on with the next segment. */
  private boolean scanSegment(int at, long from, EntryVisitor visitor, ShardIndex index)
      throws IOException {
    Segment segment = segments.get(at);
    try (EntryReader reader = new EntryReader(segment.file(), from, Long.MAX_VALUE, nextPlace)) {
      while (reader.next()) {
        byte[] encoded = reader.bytes();
        Entry entry = parse(segment, reader);
        RecordName name = RecordName.of(entry);
        if (name != null) {
          ShardIndex.Start start = new ShardIndex.Start(segment, reader.offset());
          index.note(name.shard(), name.sequence(), 1, start, isComplete());
        }
        segment.note(reader.place(), reader.offset());
        entries++;
        bytes += encoded.length;
        firstPlace = firstPlace == 0 ? reader.place() : firstPlace;
        visitor.visit(reader.place(), entry, encoded);
        if (entries % PROGRESS_EVERY == 0) {
          visitor.progress(fileBytesBefore + reader.end(), fileBytesInAll);
        }
      }
      fileBytesBefore += Files.size(segment.file());
      highestForced = Math.max(highestForced, reader.forced());
      segment.end(reader.end());
      nextPlace = reader.nextPlace();
      if (reader.stop() == SegmentReader.Step.END && reader.frames().blankFromHere()) {
        return true;
      }
      cutOrRefuse(at, reader);
      return false;
    }
  }

  private static Entry parse(Segment segment, EntryReader reader) {
    try {
      return Entry.parseFrom(reader.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw corrupt(segment, reader.offset(), reader.place(), "bytes that are no entry");
    }
  }

  private void cutOrRefuse(int at, EntryReader reader) throws IOException {
    Segment segment = segments.get(at);
    SegmentReader frames = reader.frames();
    SegmentReader.Step stop = reader.stop();
    long stoppedAt = frames.position();
    boolean begun = stop != SegmentReader.Step.DAMAGED || frames.endsInZeros();
    boolean soundFollows = soundFrames(frames);
    for (Segment later : segments.subList(at + 1, segments.size())) {
      try (SegmentReader rest = new SegmentReader(later.file(), 0)) {
        soundFollows |= soundFrames(rest);
      }
    }
    boolean lostByPowerCut = boot.rebooted() && highestForced < nextPlace;
    boolean lostByKill = begun && !soundFollows;
    if (boot.closedAt() >= 0 || !(lostByPowerCut || lostByKill)) {
      String reason = reader.reason().isEmpty() ? "a gap" : reader.reason();
      throw corrupt(segment, stoppedAt, nextPlace, reason);
    }
    cutBytes += writtenAfter(segment, segment.end());
    cut.addAll(segments.subList(at + 1, segments.size()));
  }

  /** Whether sound frames follow; learns from them what was forced. */
  private boolean soundFrames(SegmentReader reader) throws IOException {
    boolean found = false;
    while (reader.findFrame()) {
      found |= !reader.head();
      highestForced = Math.max(highestForced, reader.forced());
    }
    return found;
  }

  private static long writtenAfter(Segment segment, long offset) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment.file(), offset)) {
      return reader.writtenTo() - offset;
    }
  }

  static JournalCorrupt corrupt(Segment segment, long offset, long place, String what) {
    return new JournalCorrupt(
        "Journal file "
            + segment.file()
            + " is damaged at byte "
            + offset
            + " (place "
            + place
            + "): "
            + what
            + ". "
            + JournalCorrupt.REMEDY,
        null);
  }

  /** Cuts torn ends, gives back reserved space, and removes files without entries. */
  private void settle() throws IOException {
    OldFiles.delete(deleted);
    for (Segment segment : cut) {
      cutBytes += writtenAfter(segment, 0);
      Path aside = segment.file().resolveSibling(segment.file().getFileName() + ".cut");
      Files.move(segment.file(), aside);
      DurableFile.forceFolder(DurableFile.folderOf(aside));
    }
    segments.removeAll(cut);
    for (Segment segment : read()) {
      trim(segment);
    }
    List<Segment> read = List.copyOf(read());
    segments.removeIf(s -> !s.hasEntries() && read.contains(s) && remove(s));
  }

  /** Makes a file as long as what is in it. */
  static void trim(Segment segment) throws IOException {
    try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
      if (channel.size() > segment.end()) {
        channel.truncate(segment.end());
        channel.force(true);
      }
    }
  }

  private static boolean remove(Segment segment) {
    Path start = DurableFile.folderOf(segment.file());
    try {
      Files.delete(segment.file());
      removeIfEmpty(start);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes the folder of a start that left no entries. */
  static void removeIfEmpty(Path start) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(start)) {
      files = listed.toList();
    }
    if (files.stream().anyMatch(f -> f.toString().matches(".*\\.(cq4|plain|cut)"))) {
      return;
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(start);
  }

  ReplayReport report(long nanos) {
    return new ReplayReport(
        entries, firstPlace, nextPlace - 1, fromHint, cutBytes, boot.rebooted(), bytes, nanos);
  }

  List<Segment> segments() {
    return segments;
  }

  /** Those that were not skipped thanks to the checkpoint: not known to be on disk. */
  List<Segment> read() {
    return segments.subList(Math.min(firstSegment, segments.size()), segments.size());
  }

  /** The place the next entry gets. */
  long nextPlace() {
    return nextPlace;
  }

  /** Whether replay showed every entry that there ever was. */
  boolean isComplete() {
    return !fromHint && beginPlace == 1;
  }
}
