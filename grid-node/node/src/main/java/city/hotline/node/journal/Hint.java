package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From which entry a replay may start. Only a hint: if it is missing or does not fit the files, the
 * replay starts at the beginning.
 *
 * @param place the entry's place
 * @param segment the name of its file below the journal's folder
 * @param offset where it starts in the file
 */
record Hint(long place, String segment, long offset) {

  /**
   * Writes the hint for an entry found at or after an offset of a file.
   *
   * @throws IllegalArgumentException if there is none of this place
   */
  static void write(Path folder, Segment segment, long from, long place) {
    try (EntryReader reader = new EntryReader(segment.file(), from, Long.MAX_VALUE, 0)) {
      while (reader.next() && reader.place() < place) {
        // on to the place
      }
      if (reader.place() != place) {
        throw new IllegalArgumentException(
            "lowestPlace: " + place + " (expected: where an entry starts)");
      }
      write(folder, new Hint(place, segment.name(), reader.offset()));
    } catch (IOException e) {
      throw new JournalUnavailable(
          "Cannot write the checkpoint in " + folder + ": " + e + ". Check space and rights", e);
    }
  }

  private static void write(Path folder, Hint hint) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("place", Long.toString(hint.place));
    notes.put("segment", hint.segment);
    notes.put("offset", Long.toString(hint.offset));
    Notes.write(folder.resolve("checkpoint"), notes);
  }

  /** Null if there is none, or it does not lead to the entry it names. */
  static @Nullable Hint read(Path folder) throws IOException {
    Map<String, String> notes = Notes.read(folder.resolve("checkpoint"));
    if (notes == null) {
      return null;
    }
    String segment = notes.getOrDefault("segment", "");
    Path file = folder.resolve("journal").resolve(segment);
    try {
      Hint hint =
          new Hint(
              Long.parseLong(notes.getOrDefault("place", "")),
              segment,
              Long.parseLong(notes.getOrDefault("offset", "")));
      return Files.isRegularFile(file) && hint.leadsThere(file) ? hint : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private boolean leadsThere(Path file) throws IOException {
    try (EntryReader reader = new EntryReader(file, offset, Long.MAX_VALUE, 0)) {
      return reader.next() && reader.place() == place && reader.offset() == offset;
    }
  }
}
