package city.hotline.chaos.stage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The one jar taken apart, so that nodes start in half the time, and so that changed classes can
 * stand before the product's own.
 *
 * @param folder where its parts are
 * @param main the class to start
 * @param access flags that the jar's manifest stands for
 */
public record Unpacked(Path folder, String main, List<String> access) {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final int DUMP_SECONDS = 60;

  /** Takes a jar apart into a folder that does not exist yet. */
  public static Unpacked of(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    try (JarFile whole = new JarFile(jar.toFile())) {
      Attributes manifest = whole.getManifest().getMainAttributes();
      List<JarEntry> entries = Collections.list(whole.entries());
      try (JarOutputStream classes =
          new JarOutputStream(Files.newOutputStream(folder.resolve("classes.jar")))) {
        for (JarEntry entry : entries) {
          if (!entry.isDirectory() && entry.getName().startsWith(CLASSES)) {
            classes.putNextEntry(new JarEntry(entry.getName().substring(CLASSES.length())));
            copy(whole, entry, classes);
            classes.closeEntry();
          }
        }
      }
      for (JarEntry entry : entries) {
        if (!entry.isDirectory() && entry.getName().startsWith(LIBRARIES)) {
          Path library = folder.resolve("lib").resolve(Path.of(entry.getName()).getFileName());
          try (OutputStream out = Files.newOutputStream(library)) {
            copy(whole, entry, out);
          }
        }
      }
      return new Unpacked(folder, manifest.getValue("Start-Class"), access(manifest));
    }
  }

  private static void copy(JarFile from, JarEntry entry, OutputStream out) throws IOException {
    try (InputStream in = from.getInputStream(entry)) {
      in.transferTo(out);
    }
  }

  private static List<String> access(Attributes manifest) {
    List<String> flags = new ArrayList<>();
    for (String name : List.of("Add-Exports", "Add-Opens")) {
      String value = manifest.getValue(name);
      if (value != null) {
        StringTokenizer packages = new StringTokenizer(value);
        while (packages.hasMoreTokens()) {
          String each = packages.nextToken();
          flags.add("--" + name.toLowerCase(Locale.ROOT) + "=" + each + "=ALL-UNNAMED");
        }
      }
    }
    return flags;
  }

  /** Everything on the class path: the product's classes first, its libraries by name. */
  public List<Path> classPath() throws IOException {
    List<Path> path = new ArrayList<>(List.of(folder.resolve("classes.jar")));
    try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
      libraries.sorted().forEach(path::add);
    }
    return path;
  }

  /**
   * The command line that runs it.
   *
   * @param java the Java executable and its flags
   * @param front what stands before the product's classes
   */
  public List<String> command(List<String> java, List<Path> front) throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(access);
    Path archive = archive();
    if (front.isEmpty() && Files.exists(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    List<Path> all = new ArrayList<>(front);
    all.addAll(classPath());
    command.addAll(
        List.of("-cp", String.join(File.pathSeparator, all.stream().map(Path::toString).toList())));
    command.add(main);
    return command;
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  /**
   * Lets one node start and end, and keeps the classes it loaded in the form in which the next ones
   * load them at once. Without that everything works as well, only slower.
   *
   * @param ports three free ones
   */
  public void archive(List<String> java, int ports) throws IOException, InterruptedException {
    List<String> dumping = new ArrayList<>(java);
    dumping.add("-XX:ArchiveClassesAtExit=" + archive());
    Path data = folder.resolve("first");
    StagePlan plan =
        new StagePlan(data, 1, ports, command(dumping, List.of()), List.of(), Ground.PLAIN);
    try (Stage stage = new Stage(plan)) {
      stage.start(0);
      stage.awaitServing(DUMP_SECONDS);
      stage.end(0, DUMP_SECONDS);
    }
  }
}
