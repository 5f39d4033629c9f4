package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.directory.v1.ListDirectoriesResponse;
import city.hotline.proto.floor.v1.DirectoryVersion;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the versions of a running grid, or what is in one. */
@Command(
    name = "show",
    description = {
      "Show the versions of a running grid, or the classes or units of one.",
      "Which versions it knows, and which is in force; or, of a version, a folder or else the built-in"
          + " files (whatever is in force), the classes an order can have or the units that handle"
          + " orders. With --json also the limit of each class, and what the citizen wants."
    })
final class DirectoryShowCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it; its own help option would take --version
  private boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "With files of the same names as the built-in ones (default: those).")
  private @Nullable Path folder;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "As show names it, or built-in: this one of the running grid.")
  private @Nullable String version;

  @ArgGroup private @Nullable What what;

  @Option(names = "--json", description = "One object a line.")
  private boolean json;

  /** What to show. */
  static final class What {
    @Option(names = "--classes", description = "The classes an order can have.")
    boolean classes;

    @Option(names = "--units", description = "Who handles orders: code, kind, name, unit above.")
    boolean units;
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (folder != null && version != null) {
      throw new Failures.CommandFailed(2, "Name a FOLDER, or a --version of a running grid.");
    }
    What asked = what;
    if (asked != null) {
      Directory directory = directory();
      Stream<String> lines =
          asked.classes
              ? new ClassLines(directory).all(json)
              : directory.units().stream().map(json ? UnitLines::json : UnitLines::text);
      lines.forEach(out::println);
    } else if (folder != null) {
      throw new Failures.CommandFailed(2, "Say what of the folder: --classes or --units.");
    } else {
      versions(out);
    }
    out.flush();
    return 0;
  }

  private Directory directory() {
    if (version == null) {
      return DirectoryFolders.read(folder);
    }
    try (HotlineClient client = grid.client().build()) {
      return DirectoryFolders.ofGrid(client, version);
    }
  }

  private void versions(PrintWriter out) {
    ListDirectoriesResponse all;
    try (HotlineClient client = grid.client().build()) {
      all = HotlineClient.await(client.directory().versions());
    }
    List<String> lines = lines(all, version, json);
    if (lines.isEmpty()) {
      throw new Failures.CommandFailed(
          2, "--version: " + version + " (expected: one that ./hotline directory show names)");
    }
    lines.forEach(out::println);
  }

  /** A line each, the built-in one first; of all, or of the one of the name. */
  static List<String> lines(ListDirectoriesResponse all, @Nullable String version, boolean json) {
    List<String> lines = new ArrayList<>();
    if (version == null || version.equals(DirectoryFolders.BUILT_IN)) {
      boolean inForce = all.getInForce().isEmpty();
      lines.add(json ? json(builtIn(), inForce) : builtIn().getName() + shown(inForce));
    }
    for (DirectoryVersion each : all.getVersionsList()) {
      if (version == null || each.getName().equals(version)) {
        boolean inForce = each.getName().equals(all.getInForce());
        lines.add(json ? json(each, inForce) : line(each, inForce));
      }
    }
    return lines;
  }

  /** As people name it; it was never loaded. */
  private static DirectoryVersion builtIn() {
    return DirectoryVersion.newBuilder().setName(DirectoryFolders.BUILT_IN).build();
  }

  private static String json(DirectoryVersion version, boolean inForce) {
    JsonObject object = Json.of(version).getAsJsonObject();
    object.addProperty("in_force", inForce);
    return Json.line(object);
  }

  private static String shown(boolean inForce) {
    return inForce ? ", in force" : "";
  }

  private static String line(DirectoryVersion version, boolean inForce) {
    return version.getName()
        + ", from "
        + time(version.getValidFromMs())
        + shown(inForce)
        + ", loaded "
        + time(Times.millis(version.getLoadedAt()))
        + " by "
        + version.getLoadedBy()
        + ": "
        + version.getReason();
  }

  /** By the city's clock. */
  private static LocalDateTime time(long ms) {
    return Instant.ofEpochMilli(ms)
        .atZone(Times.CITY_ZONE)
        .toLocalDateTime()
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
