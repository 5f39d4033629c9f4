package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a journal holds from opening to closing: the folder's lock, a new start, its first file. */
record Opened(FolderLock lock, BootMark boot, Path start, Tail tail, Tail.Prepared first) {

  private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

  static Opened of(JournalOptions options) {
    Path folder = options.folder();
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return of(options, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalUnavailable(explain(folder, e), e);
    }
  }

  private static Opened of(JournalOptions options, FolderLock lock) throws IOException {
    Path folder = options.folder();
    BootMark boot = new BootMark(folder);
    Path journal = Files.createDirectories(folder.resolve("journal"));
    Path start = journal.resolve(String.format("%06d", nextStart(journal)));
    Files.createDirectory(start);
    DurableFile.forceFolder(journal);
    refuseWithoutSpace(options);
    SegmentWriter writer =
        switch (options.kind()) {
          case CHRONICLE -> new ChronicleWriter(start);
          case PLAIN -> new PlainWriter(start);
        };
    Tail.Prepared first = Tail.prepare(writer, options.clock().instant(), options.reserveBytes());
    if (first == null) {
      writer.close();
      Recovery.removeIfEmpty(start);
      throw new JournalUnavailable(
          "Cannot reserve "
              + options.reserveBytes()
              + " bytes in "
              + start
              + ". Put the data folder on a local file system (ext4, xfs, tmpfs) with free space",
          null);
    }
    return new Opened(lock, boot, start, Tail.of(writer, options.nodeId(), first), first);
  }

  private static int nextStart(Path journal) throws IOException {
    List<Path> starts = Segment.starts(journal);
    return starts.isEmpty()
        ? 1
        : Integer.parseInt(starts.get(starts.size() - 1).getFileName().toString()) + 1;
  }

  private static void refuseWithoutSpace(JournalOptions options) throws IOException {
    long free = Files.getFileStore(options.folder()).getUsableSpace();
    long needed = options.reserveBytes() + (1 << 20);
    if (free < needed) {
      throw new JournalUnavailable(
          "Data folder "
              + options.folder()
              + ": "
              + free
              + " bytes free (expected: at least "
              + needed
              + "). Free disk space, or name another data folder",
          null);
    }
  }

  private static String explain(Path folder, IOException e) {
    if (e instanceof FileAlreadyExistsException f) {
      return f.getFile() + " is a file (expected: a folder). Name another data folder";
    }
    if (String.valueOf(e.getMessage()).contains("No space left")) {
      return "Data folder "
          + folder
          + ": no space left on its disk. Free disk space, or name another data folder";
    }
    boolean readOnly =
        e instanceof AccessDeniedException
            || (e instanceof FileSystemException f
                && f.getReason() != null
                && f.getReason().contains("ead-only"));
    return readOnly
        ? "Data folder "
            + folder
            + " cannot be written. Make it writable to this user, or name another one"
        : "Data folder " + folder + ": " + e + ". Check space and rights, or name another one";
  }

  /** Gives back what was reserved in a file of this start that is written to no more. */
  void trim(Segment segment) {
    try {
      if (segment.file().startsWith(start)) {
        Recovery.trim(segment);
      }
    } catch (IOException e) {
      LOG.warn("Cannot give back the space reserved in {}; the next start does", segment.file(), e);
    }
  }

  /** Closes all; if clean, tells the next start after which place. */
  void close(List<Segment> segments, long lastPlace, boolean clean) {
    try (lock) {
      tail.close();
      Files.deleteIfExists(first.fresh());
      for (Segment segment : segments) {
        trim(segment);
      }
      Recovery.removeIfEmpty(start);
      if (clean) {
        boot.markClosed(lastPlace);
      }
    } catch (IOException | RuntimeException | InternalError e) {
      LOG.warn("Closing the journal in {} left things to do for the next start", start, e);
    }
  }
}
