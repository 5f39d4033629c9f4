package city.hotline.node.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;

/**
 * Blocks of one file that exist before anything is written to them, so that a write into the mapped
 * file cannot meet a full disk. One thread.
 */
final class Reserve {

  private static final PosixAPI POSIX = loadPosix();

  private final Path file;
  private long end;

  /** Of a file whose blocks up to an offset are there. */
  Reserve(Path file, long end) {
    this.file = file;
    this.end = end;
  }

  /** Makes an empty file. */
  static Reserve ofNew(Path file) throws IOException {
    FileChannel.open(file, CREATE_NEW, WRITE).close();
    return new Reserve(file, 0);
  }

  private static synchronized PosixAPI loadPosix() {
    return PosixAPI.posix();
  }

  /**
   * Reserves up to this offset; the bytes not yet written there read as zeros.
   *
   * @return whether the blocks are there; if not, those reserved before still are
   */
  boolean extendTo(long offset) {
    if (offset <= end) {
      return true;
    }
    boolean done = fallocate(end, offset - end);
    if (done) {
      end = offset;
    }
    return done;
  }

  /** Reserves what the file is long. */
  boolean fillHoles() throws IOException {
    return extendTo(Files.size(file));
  }

  private boolean fallocate(long from, long length) {
    if (!isLinux()) {
      return writeZeros(from, length);
    }
    int descriptor = POSIX.open(file.toString(), OpenFlag.O_RDWR, 0);
    if (descriptor < 0) {
      return false;
    }
    try {
      return POSIX.fallocate(descriptor, 0, from, length) == 0;
    } catch (RuntimeException e) {
      return false;
    } finally {
      POSIX.close(descriptor);
    }
  }

  /** Where there is no fallocate. Safe as nobody writes beyond what is reserved. */
  private boolean writeZeros(long from, long length) {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(64 << 10);
      for (long at = from; at < from + length; at += zeros.position()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), from + length - at));
        while (zeros.hasRemaining()) {
          channel.write(zeros, at + zeros.position());
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  /** Up to where blocks are reserved. */
  long end() {
    return end;
  }
}
