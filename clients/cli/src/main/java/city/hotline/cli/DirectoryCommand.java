package city.hotline.cli;

import city.hotline.core.directory.ClassNames;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.directory.Route;
import city.hotline.core.directory.UnusedRoutes;
import city.hotline.core.moment.Times;
import city.hotline.proto.directory.v1.Place;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    synopsisSubcommandLabel = "(check | load | show | migrate | route)",
    subcommands = {
      DirectoryLoadCommand.class,
      DirectoryShowCommand.class,
      DirectoryMigrateCommand.class
    },
    description = {
      "Check, show, ask or load a directory of places, units and classes.",
      "To check, show and ask needs no grid. A version is loaded into a running one; which there are is",
      "shown, and open orders are migrated to it."
    })
final class DirectoryCommand {

  @Spec private @Nullable CommandSpec spec;

  /** Says what is wrong with a directory, then what is in it. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Check a directory, and count what is in it.",
        "Whether its files and codes can be read, whether load would take it, its classes can be told"
            + " apart, and each row of its routing table decides something. (The last two do not keep"
            + " load from taking it.) One line for each thing that is wrong, at most 100 of what cannot"
            + " be read; then a line of counts, if it can be loaded. 1 if anything is wrong."
      })
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "With files of the same names as the built-in ones (default: those).")
          @Nullable Path folder) {
    Optional<Directory> loadable =
        folder == null
            ? Optional.of(Directory.beijing())
            : DirectoryFolders.loadable(folder, out()).map(DirectoryPack::directory);
    if (loadable.isEmpty()) {
      out().flush();
      return 1;
    }
    Directory directory = loadable.get();
    List<String> problems = new ArrayList<>(UnusedRoutes.problems(directory));
    problems.addAll(
        ClassNames.problems(
            directory.classes().stream().flatMap(c -> directory.classRule(c).stream()).toList()));
    problems.forEach(out()::println);
    if (problems.isEmpty()) {
      out().println("Nothing is wrong with it.");
    }
    out().println(counts(directory));
    out().flush();
    return problems.isEmpty() ? 0 : 1;
  }

  /** Says which unit leads. */
  @Command(
      name = "route",
      mixinStandardHelpOptions = true,
      description = {
        "Say which unit leads an order, and why.",
        "By its class, place and day; also who helps, and because of which row of the routing table. By"
            + " the built-in files, or a folder's; what was loaded into a grid is not asked."
      })
  int route(
      @Parameters(paramLabel = "CLASS", description = "Six digits, as show --classes names them.")
          String classCode,
      @Parameters(
              paramLabel = "PLACE",
              description = "A code, or whatever a district, street or town is called.")
          String place,
      @Option(
              names = "--day",
              paramLabel = "DAY",
              description = "Such as 2026-11-27 (default: today, by this machine's clock).")
          @Nullable LocalDate day,
      @Option(names = "--folder", paramLabel = "FOLDER", description = "As with check.")
          @Nullable Path folder) {
    Directory directory = DirectoryFolders.read(folder);
    if (!directory.isClass(classCode)) {
      throw new Failures.CommandFailed(
          2, "CLASS: " + classCode + " (expected: a code that show --classes names)");
    }
    Place docket = docket(place, directory);
    LocalDate on = day == null ? LocalDate.now(Times.CITY_ZONE) : day;
    Route route = directory.routing().route(classCode, docket.getCode(), on);
    out().println(docket.getName() + ", " + on + ": " + UnitLines.name(route.lead(), directory));
    route.with().forEach(unit -> out().println("  with " + UnitLines.name(unit, directory)));
    out().println("  because of " + route.because());
    out().flush();
    return 0;
  }

  /** The only district, street or town that is called so; of a community, the one it lies in. */
  private static Place docket(String called, Directory directory) {
    List<Place> places =
        directory.place(called).map(List::of).orElseGet(() -> directory.placesCalled(called));
    Set<Place> dockets = new LinkedHashSet<>();
    for (Place place : places) {
      boolean community = directory.isCommunity(place.getCode());
      dockets.add(community ? directory.place(place.getParent()).orElseThrow() : place);
    }
    if (dockets.isEmpty()) {
      throw new Failures.CommandFailed(
          2, "PLACE: " + called + " (expected: a code or a name that the directory knows)");
    }
    if (dockets.size() > 1) {
      String codes =
          dockets.stream()
              .map(p -> p.getCode() + " " + p.getName())
              .limit(9)
              .collect(Collectors.joining(", "));
      throw new Failures.CommandFailed(
          2, "PLACE: " + dockets.size() + " are called " + called + ": name a code of " + codes);
    }
    return dockets.iterator().next();
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

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
