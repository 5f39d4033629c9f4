package city.hotline.node.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small durable file of {@code name=value} lines under a checksum. */
final class Notes {

  private Notes() {}

  static void write(Path file, Map<String, String> notes) throws IOException {
    StringBuilder text = new StringBuilder();
    notes.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    DurableFile.replace(file, text + "crc=" + crc(text.toString()) + "\n");
  }

  /** Null if there are none, or not as they were written. */
  static @Nullable Map<String, String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    String text = Files.readString(file);
    int last = text.lastIndexOf("crc=");
    if (last < 0 || !text.substring(last).equals("crc=" + crc(text.substring(0, last)) + "\n")) {
      return null;
    }
    Map<String, String> notes = new LinkedHashMap<>();
    for (String line : text.substring(0, last).lines().toList()) {
      int equals = line.indexOf('=');
      notes.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return notes;
  }

  private static String crc(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Integer.toHexString(Frame.crc(bytes, 0, bytes.length));
  }
}
