package city.hotline.core.directory;

import city.hotline.proto.directory.v1.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether each row of a routing table decides something: one that does not misleads its readers.
 */
public final class UnusedRoutes {

  /** A leap year, so that every window has all of its days. */
  private static final int YEAR = 2028;

  private UnusedRoutes() {}

  /** The rows of the directory's table that never decide, one a line; empty where all do. */
  public static List<String> problems(Directory directory) {
    return problems(directory.routing(), directory.classes(), directory);
  }

  static List<String> problems(RoutingTable table, List<String> classes, Directory directory) {
    Set<String> places = new TreeSet<>();
    Set<LocalDate> days = new TreeSet<>();
    for (RoutingTable.Rule rule : table.rows()) {
      places.add(rule.places());
      days.add(rule.days().from().atYear(YEAR));
      days.add(rule.days().to().atYear(YEAR).plusDays(1));
    }
    List<String> problems = new ArrayList<>();
    for (RoutingTable.Rule rule : table.rows()) {
      if (!decides(table, rule, classes, docketsOf(rule, places, directory), days)) {
        problems.add(rule.id() + " never decides: other rows decide all of its cases");
      }
    }
    return problems;
  }

  private static boolean decides(
      RoutingTable table,
      RoutingTable.Rule rule,
      List<String> classes,
      List<String> dockets,
      Set<LocalDate> days) {
    return classes.stream()
        .filter(code -> code.startsWith(rule.classes()))
        .anyMatch(
            code ->
                dockets.stream()
                    .anyMatch(
                        docket ->
                            days.stream()
                                .anyMatch(
                                    day ->
                                        table.route(code, docket, day).rule().equals(rule.id()))));
  }

  /** Where a row could decide: a place that no row names first, as that is the likeliest. */
  private static List<String> docketsOf(
      RoutingTable.Rule rule, Set<String> named, Directory directory) {
    if (directory.isStreet(rule.places())) {
      return List.of(rule.places());
    }
    List<String> dockets = new ArrayList<>();
    for (Place district : directory.districts()) {
      if (directory.isDistrict(rule.places()) && !district.getCode().equals(rule.places())) {
        continue;
      }
      for (String docket : directory.docketsOf(district.getCode())) {
        boolean unnamed = !named.contains(docket) && !named.contains(district.getCode());
        dockets.add(unnamed ? 0 : dockets.size(), docket);
      }
    }
    return dockets;
  }
}
