package city.hotline.node.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a second process off a data folder; the operating system ends it with the process. */
final class FolderLock implements Closeable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws JournalUnavailable when another process, or this one, has it
   */
  static FolderLock take(Path folder) throws IOException {
    FolderLock lock = take(folder, FileChannel.open(file(folder), CREATE, READ, WRITE));
    lock.channel.truncate(0);
    lock.channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
        0);
    return lock;
  }

  /**
   * Takes the lock without leaving a trace; null where there is none, or it cannot be taken as the
   * folder is read-only.
   *
   * @throws JournalUnavailable when another process, or this one, has it
   */
  static @Nullable FolderLock takeToRead(Path folder) throws IOException {
    return Files.isWritable(file(folder))
        ? take(folder, FileChannel.open(file(folder), READ, WRITE))
        : null;
  }

  private static Path file(Path folder) {
    return folder.resolve("lock");
  }

  private static FolderLock take(Path folder, FileChannel channel) throws IOException {
    try {
      if (tryLock(channel) == null) {
        throw new JournalUnavailable(
            "Data folder "
                + folder
                + " is in use by process "
                + holder(channel)
                + ". Stop that one first, or name another folder (--data)",
            null);
      }
      return new FolderLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return pid.isBlank() ? "(unknown)" : pid;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
