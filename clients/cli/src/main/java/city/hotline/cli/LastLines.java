package city.hotline.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, to show why a process ended. */
final class LastLines {

  private static final int BYTES = 8192;

  private LastLines() {}

  static String of(Path log, int lines) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - BYTES);
      var bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator() + "  ", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
  }
}
