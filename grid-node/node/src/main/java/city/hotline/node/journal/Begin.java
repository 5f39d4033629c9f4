package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal begins from which old files were deleted: without it, a missing first file is
 * damage. Written before anything is deleted.
 *
 * @param segment the name of its first file below the journal's folder
 * @param place the place of the first entry in it
 */
record Begin(String segment, long place) {

  private static final String NAME = "begin";

  void write(Path folder) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("segment", segment);
    notes.put("place", Long.toString(place));
    Notes.write(folder.resolve(NAME), notes);
  }

  /** Null if nothing was ever deleted. */
  static @Nullable Begin read(Path folder) throws IOException {
    Map<String, String> notes = Notes.read(folder.resolve(NAME));
    try {
      return notes == null
          ? null
          : new Begin(
              notes.getOrDefault("segment", ""), Long.parseLong(notes.getOrDefault("place", "")));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
