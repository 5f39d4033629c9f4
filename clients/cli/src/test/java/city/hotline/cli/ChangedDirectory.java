package city.hotline.cli;

import city.hotline.core.directory.Directory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the built-in files of the directory, to be changed by hand. */
final class ChangedDirectory {
  private static final List<String> FILES =
      List.of(
          "beijing-districts.csv",
          "beijing-streets.csv",
          "beijing-communities.csv",
          "beijing-english.csv",
          "hotlines.csv",
          "calendar.csv",
          "units.csv",
          "aliases.csv",
          "classes.csv",
          "order-rules.csv",
          "schemes.csv",
          "questions.csv",
          "routing.csv");

  private final Path folder;

  ChangedDirectory(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    for (String name : FILES) {
      try (InputStream in = Directory.class.getResourceAsStream("/hotline/directory/" + name)) {
        if (in == null) {
          throw new FileNotFoundException(name);
        }
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  /** Replaces a text, which must be there. */
  ChangedDirectory replace(String file, String before, String after) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    if (!text.contains(before)) {
      throw new IllegalArgumentException(file + " has no " + before);
    }
    Files.writeString(path, text.replace(before, after), StandardCharsets.UTF_8);
    return this;
  }

  String path() {
    return folder.toString();
  }
}
