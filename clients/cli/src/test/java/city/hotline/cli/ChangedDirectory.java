package city.hotline.cli;

import city.hotline.core.directory.DirectoryPack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with the built-in files of the directory, to be changed by hand. */
final class ChangedDirectory {
  private final Path folder;

  ChangedDirectory(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    DirectoryPack builtIn = DirectoryPack.builtIn();
    for (String name : DirectoryPack.FILES) {
      Files.copy(builtIn.open(name), folder.resolve(name));
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
