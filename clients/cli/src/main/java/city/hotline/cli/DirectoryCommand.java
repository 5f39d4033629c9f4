package city.hotline.cli;

import city.hotline.core.directory.ClassNames;
import city.hotline.core.directory.ClassRule;
import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import com.google.gson.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The directory of places, units and classes: checked, and shown. */
@Command(
    name = "directory",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(check | show)",
    description = "Check, or show, the directory of places, units and classes; needs no grid.")
final class DirectoryCommand {

  @Spec private @Nullable CommandSpec spec;

  /** Says what is wrong with a directory, then what is in it. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Check a directory: files, codes, and whether its classes can be told apart.",
        "One line for each thing that is wrong, then a line of counts; 1 if anything is wrong."
      })
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "With files of the same names as the built-in ones (default: those).")
          @Nullable Path folder) {
    Directory directory = directory(folder);
    List<String> problems =
        ClassNames.problems(
            directory.classes().stream().flatMap(c -> directory.classRule(c).stream()).toList());
    problems.forEach(out()::println);
    out().println(counts(directory));
    out().flush();
    return problems.isEmpty() ? 0 : 1;
  }

  /** Shows the classes. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show the classes: code, names, limit, what the citizen wants, what it means.")
  int show(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "With files of the same names as the built-in ones (default: those).")
          @Nullable Path folder,
      @Option(names = "--classes", required = true, description = "The classes an order can have.")
          boolean classes,
      @Option(names = "--json", description = "One object a line.") boolean json) {
    Directory directory = directory(folder);
    Map<String, String> names =
        directory.classTree().stream()
            .collect(Collectors.toMap(OrderClass::getCode, OrderClass::getName));
    Function<ClassRule, String> line = json ? rule -> json(rule, names) : rule -> text(rule, names);
    directory.classes().stream()
        .flatMap(code -> directory.classRule(code).stream())
        .map(line)
        .forEach(out()::println);
    out().flush();
    return 0;
  }

  private static Directory directory(@Nullable Path folder) {
    try {
      return folder == null ? Directory.beijing() : Directory.of(name -> open(folder, name));
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new Failures.CommandFailed(1, String.valueOf(e.getMessage()));
    }
  }

  private static InputStream open(Path folder, String name) throws IOException {
    try {
      return Files.newInputStream(folder.resolve(name));
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(e.getMessage());
    }
  }

  private static String counts(Directory directory) {
    long[] classes = new long[4];
    directory.classTree().forEach(each -> classes[each.getLevel()]++);
    List<Place> streets =
        directory.districts().stream()
            .filter(district -> !district.getCode().equals(Directory.CITY))
            .flatMap(district -> directory.children(district.getCode()).stream())
            .toList();
    long communities =
        streets.stream().mapToLong(street -> directory.children(street.getCode()).size()).sum();
    return String.format(
        Locale.ROOT,
        "classes at level 1: %d, at level 2: %d, at level 3: %d; units: %d, streets: %d,"
            + " communities: %d",
        classes[1],
        classes[2],
        classes[3],
        directory.units().size(),
        streets.size(),
        communities);
  }

  private static String level(ClassRule rule, int level, Map<String, String> names) {
    return names.getOrDefault(rule.code().substring(0, 2 * level), "");
  }

  private static String json(ClassRule rule, Map<String, String> names) {
    JsonObject line = new JsonObject();
    line.addProperty("level1", level(rule, 1, names));
    line.addProperty("level2", level(rule, 2, names));
    line.addProperty("level3", rule.name());
    line.addProperty("code", rule.code());
    line.addProperty("english", rule.english());
    line.addProperty("limit", rule.limit().name().replace("HANDLING_LIMIT_", ""));
    line.addProperty("demand", rule.demand().name());
    line.addProperty("meaning", rule.meaning());
    return Json.line(line);
  }

  private static String text(ClassRule rule, Map<String, String> names) {
    return rule.code()
        + "  "
        + String.join(" > ", level(rule, 1, names), level(rule, 2, names), rule.name())
        + "  "
        + rule.english()
        + "  "
        + rule.meaning();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
