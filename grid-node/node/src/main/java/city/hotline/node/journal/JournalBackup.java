package city.hotline.node.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Copies the data folder of a stopped member, and brings a copy back.
 *
 * <p>A copy knows only what was promised and confirmed until it was made. A member that comes back
 * with it to a grid that went on must have no vote; see {@link #restore}.
 */
public final class JournalBackup {
  private static final String SUMS = "backup.sha256";
  private static final String RESTORED = "restored";

  private JournalBackup() {}

  /**
   * Copies; returns how many bytes.
   *
   * @param data the data folder of a stopped member
   * @param target an empty folder, or none yet
   * @throws JournalUnavailable when the member runs, there is no journal, or the target is not
   *     empty
   */
  public static long backup(Path data, Path target) throws IOException {
    FolderLock lock = JournalTool.lockToRead(data);
    try {
      requireEmpty(target);
      Map<String, String> sums = new TreeMap<>();
      long bytes = 0;
      for (Path file : filesOf(data)) {
        String name = data.relativize(file).toString();
        sums.put(name, copy(file, target.resolve(name)));
        bytes += Files.size(file);
      }
      StringBuilder lines = new StringBuilder();
      sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
      DurableFile.replace(target.resolve(SUMS), lines.toString());
      return bytes;
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  /**
   * Brings a copy back; returns how many bytes.
   *
   * @param backup what {@link #backup} made
   * @param data an empty folder, or none yet
   * @param keepsVote whether the whole grid is brought back to its backups; otherwise this member
   *     has no vote until the voters were changed without it and with it again
   * @throws JournalUnavailable when the copy is not whole, or the data folder is not empty
   */
  public static long restore(Path backup, Path data, boolean keepsVote) throws IOException {
    if (!Files.isRegularFile(backup.resolve(SUMS))) {
      throw new JournalUnavailable(
          backup + " is no finished backup: it has no file " + SUMS + ". Name another", null);
    }
    requireEmpty(data);
    long bytes = 0;
    Files.createDirectories(data);
    if (!keepsVote) {
      DurableFile.replace(data.resolve(RESTORED), "has no vote\n");
    }
    for (String line : Files.readAllLines(backup.resolve(SUMS))) {
      String sum = line.substring(0, line.indexOf(' '));
      String name = line.substring(line.indexOf(' ')).strip();
      Path file = backup.resolve(name).normalize();
      if (!file.startsWith(backup.normalize()) || !Files.isRegularFile(file)) {
        throw new JournalUnavailable(
            backup + " is not whole: " + name + " is missing. Use another backup", null);
      }
      if (!copy(file, data.resolve(name)).equals(sum)) {
        throw new JournalUnavailable(
            file + " is not what was backed up: its checksum differs. Use another backup", null);
      }
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Whether a folder was restored and its member has not noted yet that it has no vote. */
  public static boolean wasRestored(Path data) {
    return Files.exists(data.resolve(RESTORED));
  }

  /** It is noted in the journal now. */
  public static void noted(Path data) {
    try {
      Files.deleteIfExists(data.resolve(RESTORED));
    } catch (IOException e) {
      throw new JournalUnavailable("Cannot delete " + data.resolve(RESTORED) + ": " + e, e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new JournalUnavailable(
            folder + " is not empty (expected: a new or empty folder). Name another", null);
      }
    }
  }

  /** Names first, then the journal; neither the lock nor what belongs to this boot. */
  private static List<Path> filesOf(Path data) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("node.id", "grid.id")) {
      if (Files.exists(data.resolve(name))) {
        files.add(data.resolve(name));
      }
    }
    for (Segment segment : Segment.list(data.resolve("journal"))) {
      files.add(segment.file());
    }
    return files;
  }

  private static String copy(Path from, Path to) throws IOException {
    Path folder = DurableFile.folderOf(to);
    Files.createDirectories(folder);
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest)) {
      Files.copy(in, to);
    }
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    DurableFile.forceFolder(folder);
    return HexFormat.of().formatHex(digest.digest());
  }
}
