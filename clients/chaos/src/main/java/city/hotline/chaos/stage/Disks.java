package city.hotline.chaos.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A small ext4 file system for each node, in a file of this machine's disk. What the file holds is
 * what reached the device: a copy of it is what a power cut leaves. Not thread-safe.
 */
final class Disks implements AutoCloseable {
  /** Room for some dozen starts of a node. */
  private static final long BYTES = 384L << 20;

  private static final int SECONDS = 60;
  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final Set<Path> mounted = new HashSet<>();
  private final Set<Path> hanging = new HashSet<>();

  /** Disks whose images lie in a folder. */
  Disks(Path folder) {
    this.folder = folder;
  }

  /** Makes a disk and mounts it. */
  void mount(Path at) throws IOException, InterruptedException {
    Files.createDirectories(at);
    Path image = image(at);
    Commands.run(List.of("truncate", "-s", Long.toString(BYTES), image.toString()));
    Commands.run(List.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()));
    mountImage(at);
  }

  private void mountImage(Path at) throws IOException, InterruptedException {
    Commands.run(List.of("mount", "-o", "loop", image(at).toString(), at.toString()));
    mounted.add(at);
  }

  private Path image(Path at) {
    return folder.resolve(at.getFileName() + ".ext4");
  }

  private Path afterPowerCut(Path at) {
    return folder.resolve(at.getFileName() + ".cut");
  }

  /** Keeps what reached the device until now; who writes to it is frozen meanwhile. */
  void keep(Path at) throws IOException, InterruptedException {
    Commands.run(
        List.of("cp", "--sparse=always", image(at).toString(), afterPowerCut(at).toString()),
        SECONDS);
  }

  /** The disk is what was kept; who wrote to it is gone. */
  void cutPower(Path at) throws IOException, InterruptedException {
    unmount(at);
    Files.move(afterPowerCut(at), image(at), StandardCopyOption.REPLACE_EXISTING);
    mountImage(at);
  }

  /** From now on nothing reaches the disk: who writes or forces waits. */
  void hang(Path at) throws IOException, InterruptedException {
    hanging.add(at);
    Commands.run(List.of("fsfreeze", "-f", at.toString()), SECONDS);
  }

  /** The disk works again. */
  void goOn(Path at) throws IOException, InterruptedException {
    Commands.run(List.of("fsfreeze", "-u", at.toString()), SECONDS);
    hanging.remove(at);
  }

  /** All work again: a process that waits for its disk cannot even be killed. */
  void goOnAll() {
    hanging.forEach(at -> Commands.tryTo(List.of("fsfreeze", "-u", at.toString())));
    hanging.clear();
  }

  /** Leaves no byte free. */
  void fill(Path at) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(filler(at))) {
      for (int size = CHUNK; size > 0; size /= 4) {
        fillWith(out, chunk, size);
      }
    }
  }

  private static void fillWith(OutputStream out, byte[] chunk, int size) {
    try {
      while (true) {
        out.write(chunk, 0, size);
      }
    } catch (IOException full) {
      // Full for pieces of this size.
    }
  }

  /** What {@link #fill} took is free again. */
  void free(Path at) throws IOException {
    Files.deleteIfExists(filler(at));
  }

  private static Path filler(Path at) {
    return at.resolve("filler");
  }

  private void unmount(Path at) throws IOException, InterruptedException {
    Commands.run(List.of("umount", at.toString()), SECONDS);
    mounted.remove(at);
  }

  /** Unmounts all; the images stay, as evidence. */
  @Override
  public void close() {
    mounted.forEach(at -> Commands.tryTo(List.of("umount", at.toString())));
    mounted.clear();
  }
}
