package city.hotline.chaos.mutant;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Puts a defect into copies of the product's sources and compiles these alone, for {@link
 * ChangedClasses}.
 */
public final class MutantBuild {
  private final Path sources;
  private final List<Path> classPath;

  /**
   * Builds against a product.
   *
   * @param sources the project's folder
   * @param classPath of the product as it is
   */
  public MutantBuild(Path sources, List<Path> classPath) {
    this.sources = sources;
    this.classPath = classPath;
  }

  /**
   * Builds one into a folder; returns the jar that {@link ChangedClasses} takes.
   *
   * @throws IOException when it does not apply to these sources, or does not compile
   */
  public Path build(Mutant mutant, Path folder) throws IOException {
    Map<String, String> changed = new LinkedHashMap<>();
    for (Mutant.Change change : mutant.changes()) {
      String before = changed.get(change.file());
      changed.put(
          change.file(), apply(mutant, change, before == null ? read(change.file()) : before));
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> file : changed.entrySet()) {
      Path copy = folder.resolve("sources").resolve(file.getKey());
      Files.createDirectories(copy.toAbsolutePath().getParent());
      files.add(Files.writeString(copy, file.getValue(), StandardCharsets.UTF_8));
    }
    compile(mutant, files, classes);
    return pack(classes, folder.resolve("changed.jar"));
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), ChangedClasses.class.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private String read(String file) throws IOException {
    Path source = sources.resolve(file);
    if (!Files.exists(source)) {
      throw new IOException(
          source
              + " is not there: mutants are built from the project's sources; run in its folder");
    }
    return Files.readString(source, StandardCharsets.UTF_8);
  }

  private static String apply(Mutant mutant, Mutant.Change change, String source)
      throws IOException {
    int at = source.indexOf(change.text());
    if (at < 0 || source.indexOf(change.text(), at + 1) >= 0) {
      throw new IOException(
          "mutant '"
              + mutant.name()
              + "' no longer applies: this text must stand exactly once in "
              + change.file()
              + ":\n"
              + change.text());
    }
    return source.substring(0, at)
        + change.instead()
        + source.substring(at + change.text().length());
  }

  private void compile(Mutant mutant, List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("no Java compiler here: start with a JDK, not with a runtime only");
    }
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "--release",
              "17",
              "-d",
              classes.toString(),
              "-cp",
              String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
      if (!compiler
          .getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new IOException("mutant '" + mutant.name() + "' does not compile:\n" + said);
      }
    }
  }
}
