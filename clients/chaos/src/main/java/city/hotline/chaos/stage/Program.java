package city.hotline.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one jar, as processes are started from it: with an archive of its classes beside it, so that
 * they start in half the time.
 *
 * @param jar the one jar
 */
public record Program(Path jar) {
  private static final int ARCHIVE_SECONDS = 120;

  /** The jar where it is. */
  public static Program of(Path jar) {
    return new Program(jar.toAbsolutePath());
  }

  /** A copy in a folder: a build may then replace the original while processes run. */
  public static Program copied(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path copy = folder.resolve(jar.getFileName());
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    return of(copy);
  }

  /**
   * The command line that runs it.
   *
   * @param java the Java executable and its flags
   */
  public List<String> command(List<String> java) throws IOException {
    List<String> command = new ArrayList<>(java);
    archived().ifPresent(archive -> command.addAll(List.of("-XX:SharedArchiveFile=" + archive)));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /**
   * The same, with changed classes in the place of the product's.
   *
   * @param changed a jar with them that names, in its manifest, who puts them there
   */
  public List<String> command(List<String> java, Path changed) throws IOException {
    List<String> flags = new ArrayList<>(java);
    flags.add("-javaagent:" + changed + "=" + changed);
    return command(flags);
  }

  /** The archive of this very jar for this version of Java; empty while there is none. */
  public Optional<Path> archived() throws IOException {
    Path archive = archive();
    boolean fresh =
        Files.exists(archive)
            && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    return fresh ? Optional.of(archive) : Optional.empty();
  }

  /** "hotline-17.jsa" beside "hotline.jar"; the script that starts everything looks there, too. */
  private Path archive() {
    String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
    return jar.resolveSibling(name + "-" + Runtime.version().feature() + ".jsa");
  }

  /**
   * Makes the archive if there is none: lets one node start and end, and keeps the classes that it
   * loaded in the form in which the next process maps them. Without it everything works as well,
   * only slower; so it does when the folder cannot be written.
   *
   * @param java the Java executable and its flags
   * @param firstPort three free ports are looked for from here on
   */
  public void archive(List<String> java, int firstPort) throws IOException, InterruptedException {
    if (archived().isPresent() || !Files.isWritable(jar.resolveSibling("."))) {
      return;
    }
    Path made = Files.createTempDirectory(jar.resolveSibling("."), "archive");
    Path fresh = made.resolve("classes.jsa");
    List<String> dumping = new ArrayList<>(java);
    dumping.addAll(List.of("-XX:ArchiveClassesAtExit=" + fresh, "-jar", jar.toString()));
    StagePlan plan = new StagePlan(made, 1, firstPort, dumping, List.of(), Ground.PLAIN);
    try (Stage stage = new Stage(plan)) {
      stage.start(0);
      boolean served = stage.awaitServing(ARCHIVE_SECONDS);
      stage.end(0, ARCHIVE_SECONDS);
      if (served && Files.exists(fresh)) {
        Files.move(fresh, archive(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Folders.remove(made);
    }
  }
}
