package city.hotline.node.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes in memory, mounted for one test; needs root on Linux. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it; where that is not possible, skips the test unless HOTLINE_REQUIRE=all. */
  static SmallDisk mount(Path folder, int megabytes) {
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    if (!mounted && "all".equals(System.getenv("HOTLINE_REQUIRE"))) {
      throw new IllegalStateException("Cannot mount a tmpfs: run as root on Linux");
    }
    assumeTrue(mounted, "cannot mount a tmpfs: needs root on Linux");
    return new SmallDisk(folder);
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  /** Fills the disk to its last block; returns what to delete to have space again. */
  Path fill() throws IOException {
    Path ballast = folder.resolve("ballast");
    byte[] block = new byte[4096];
    Arrays.fill(block, (byte) 1);
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      file.seek(file.length());
      FileStore store = Files.getFileStore(folder);
      for (long left = store.getUsableSpace(); left > 0; left = store.getUsableSpace()) {
        for (long written = 0; written < left; written += block.length) {
          file.write(block);
        }
      }
    }
    return ballast;
  }

  void makeReadOnly() {
    remount("ro");
  }

  private void remount(String option) {
    List<String> command = new ArrayList<>(List.of("mount", "-o", "remount," + option));
    command.add(folder.toString());
    if (!run(command.toArray(new String[0]))) {
      throw new IllegalStateException("Cannot remount " + folder + " " + option);
    }
  }

  @Override
  public void close() {
    if (!run("umount", folder.toString())) {
      run("umount", "-l", folder.toString());
    }
  }
}
