package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.core.directory.BrokenDirectory;
import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryCheck;
import city.hotline.core.directory.DirectoryFiles;
import city.hotline.core.directory.DirectoryPack;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Directories as commands name them: a folder, a version of a running grid, the built-in one. */
final class DirectoryFolders {

  /** What the version without a name is called. */
  static final String BUILT_IN = "built-in";

  private DirectoryFolders() {}

  /** The files of a folder. */
  static DirectoryFiles files(Path folder) {
    return name -> open(folder, name);
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Failures.CommandFailed(
          2,
          "FOLDER: "
              + folder
              + (Files.exists(folder) ? " is no folder" : " is not there")
              + " (expected: a folder with files of the same names as the built-in ones)");
    }
  }

  private static InputStream open(Path folder, String name) throws IOException {
    try {
      return Files.newInputStream(folder.resolve(name));
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(e.getMessage());
    }
  }

  /** Of a folder, or the built-in one; fails with the first trouble. */
  static Directory read(@Nullable Path folder) {
    if (folder == null) {
      return Directory.beijing();
    }
    requireFolder(folder);
    try {
      return Directory.of(files(folder));
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new Failures.CommandFailed(1, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The files of a folder as one, unless they make no directory, or one that cannot be loaded: then
   * its troubles are told, a line each, and there is none.
   */
  static Optional<DirectoryPack> loadable(Path folder, PrintWriter out) {
    requireFolder(folder);
    List<String> troubles;
    try {
      DirectoryPack pack = DirectoryPack.of(files(folder));
      troubles = DirectoryCheck.troubles(pack);
      if (troubles.isEmpty()) {
        return Optional.of(pack);
      }
    } catch (BrokenDirectory e) {
      troubles = e.troubles();
    } catch (UncheckedIOException e) {
      throw new Failures.CommandFailed(
          2, "FOLDER: " + folder + ": " + e.getMessage() + " (expected: files that can be read)");
    }
    troubles.forEach(out::println);
    return Optional.empty();
  }

  /** As the grid names it. */
  static String named(String version) {
    return version.equals(BUILT_IN) ? Directories.BUILT_IN : version;
  }

  /** As a person reads it. */
  static String shown(String version) {
    return version.equals(Directories.BUILT_IN) ? BUILT_IN : version;
  }

  /** A version of a running grid. */
  static Directory ofGrid(HotlineClient client, String version) {
    return named(version).equals(Directories.BUILT_IN)
        ? Directory.beijing()
        : DirectoryPack.unpacked(
                HotlineClient.await(client.directory().version(version)).getPacked())
            .directory();
  }
}
