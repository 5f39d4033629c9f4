package city.hotline.chaos.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Damages the journal of a node that is not running. */
public final class Damage {
  private static final int LONGEST = 64;

  private Damage() {}

  /**
   * Turns some bytes over, or makes them zero, somewhere in the written part of the journal's
   * fullest file.
   *
   * @return whether there was anything to damage
   */
  public static boolean at(Path data, SplittableRandom random) throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
      List<Path> journals = files.filter(f -> f.toString().endsWith(".cq4")).toList();
      file = journals.stream().max(Comparator.comparingLong(Damage::written)).orElse(null);
    }
    if (file == null || written(file) < 4 * LONGEST) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = random.nextLong(written(file) - LONGEST);
      ByteBuffer bytes = ByteBuffer.allocate(random.nextInt(1, LONGEST));
      channel.read(bytes, at);
      boolean zero = random.nextBoolean();
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, zero ? 0 : (byte) ~bytes.get(i));
      }
      bytes.rewind();
      channel.write(bytes, at);
    }
    return true;
  }

  /** Up to the last byte that is not zero. */
  private static long written(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      int last = all.length;
      while (last > 0 && all[last - 1] == 0) {
        last--;
      }
      return last;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Does what the node asks for: its journal goes aside, its id stays. */
  public static void moveAside(Path data, int number) throws IOException {
    Files.move(data.resolve("journal"), data.resolve("journal-damaged-" + number));
  }
}
