package city.hotline.core.directory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which unit leads an order, by class, place and day: the decision table of {@code routing.csv}.
 * The most specific row decides: the longest beginning of the class's code, then the narrowest
 * place, then a window of the year before always. Two rows never decide the same case, and one row
 * decides whatever no other does; both are checked when it is read. Immutable.
 */
public final class RoutingTable {

  private static final String ALL = "all";
  private static final String ANY = "any";

  /** One row; {@code classes} is empty for all of them. */
  record Rule(
      String id,
      String classes,
      String places,
      YearlyWindow days,
      String lead,
      List<String> with,
      String because) {

    private Key key() {
      return new Key(classes, places);
    }
  }

  private record Key(String classes, String places) {}

  private final Map<Key, List<Rule>> rules = new HashMap<>();
  private final Map<String, String> districtOf;

  private RoutingTable(Map<String, String> districtOf) {
    this.districtOf = districtOf;
  }

  /** Reads the rows; what is wrong with one is named with its line. */
  static RoutingTable of(List<CsvTable.Row> rows, DirectoryBuilder known) {
    RoutingTable table = new RoutingTable(Map.copyOf(known.districtOf));
    known.each(rows, row -> table.add(rule(row, known), row));
    List<Rule> last = table.rules.getOrDefault(new Key("", ANY), List.of());
    if (last.stream().noneMatch(rule -> rule.days().equals(YearlyWindow.ALWAYS))) {
      throw new IllegalStateException(
          "routing.csv leaves gaps (expected: one row all,any,always for what no other decides)");
    }
    return table;
  }

  private void add(Rule rule, CsvTable.Row row) {
    List<Rule> same = rules.computeIfAbsent(rule.key(), key -> new ArrayList<>());
    for (Rule other : same) {
      boolean bothAlways = other.days().equals(rule.days());
      boolean oneAlways =
          other.days().equals(YearlyWindow.ALWAYS) || rule.days().equals(YearlyWindow.ALWAYS);
      if (bothAlways || (!oneAlways && other.days().overlaps(rule.days()))) {
        throw row.malformed(
            rule.id() + " decides what " + other.id() + " decides",
            "other classes, places or days");
      }
    }
    same.add(rule.days().equals(YearlyWindow.ALWAYS) ? same.size() : 0, rule);
  }

  private static Rule rule(CsvTable.Row row, DirectoryBuilder known) {
    String classes = row.field(1).equals(ALL) ? "" : row.field(1);
    if (!classes.isEmpty() && !known.classTree.containsKey(classes)) {
      throw row.malformed(classes, "all, or a code of 2, 4 or 6 digits of classes.csv");
    }
    String places = row.field(2);
    if (!places.equals(ANY) && !isRoutable(places, known)) {
      throw row.malformed(places, "any, or the code of a district, street or town");
    }
    List<String> with =
        row.field(5).equals("none") ? List.of() : List.of(row.field(5).split("\\+", -1));
    unit(row.field(4), row, known);
    with.forEach(unit -> unit(unit, row, known));
    if (with.contains(row.field(4)) || with.size() > 3 || Set.copyOf(with).size() < with.size()) {
      throw row.malformed(row.field(5), "none, or up to three others than the lead, joined by +");
    }
    return new Rule(row.code(), classes, places, days(row), row.field(4), with, row.field(6));
  }

  private static boolean isRoutable(String place, DirectoryBuilder known) {
    return known.places.containsKey(place) && place.length() <= 9;
  }

  private static YearlyWindow days(CsvTable.Row row) {
    try {
      return YearlyWindow.parse(row.field(3));
    } catch (IllegalArgumentException e) {
      throw row.malformed(row.field(3), "always, or days such as 11-15..03-15");
    }
  }

  private static void unit(String unit, CsvTable.Row row, DirectoryBuilder known) {
    if (!Relative.isOne(unit)
        && (known.places.containsKey(unit) || !known.units.containsKey(unit))) {
      throw row.malformed(unit, "street, district, city or a code of units.csv");
    }
  }

  /**
   * Where an order of the class goes.
   *
   * @param docket where the matter is: a street or town, or the district or city where no street is
   *     known
   * @param day the local day
   */
  public Route route(String classCode, String docket, LocalDate day) {
    String district = districtOf.getOrDefault(docket, Directory.CITY);
    Rule rule = rule(classCode, docket, district, day);
    String lead = Relative.unit(rule.lead(), docket, district);
    Set<String> with = new LinkedHashSet<>();
    rule.with().forEach(unit -> with.add(Relative.unit(unit, docket, district)));
    with.remove(lead);
    return new Route(rule.id(), lead, List.copyOf(with), explained(rule));
  }

  private Rule rule(String classCode, String docket, String district, LocalDate day) {
    for (int digits = classCode.length(); digits >= 0; digits -= 2) {
      String classes = classCode.substring(0, digits);
      for (String place : List.of(docket, district, ANY)) {
        for (Rule rule : rules.getOrDefault(new Key(classes, place), List.of())) {
          if (rule.days().contains(day)) {
            return rule;
          }
        }
      }
    }
    throw new IllegalStateException("a row for all classes was required when this was read");
  }

  private static String explained(Rule rule) {
    return "%s (%s, %s, %s): %s"
        .formatted(
            rule.id(),
            rule.classes().isEmpty() ? ALL : rule.classes(),
            rule.places(),
            rule.days(),
            rule.because());
  }

  /** All rows, by their ids. */
  List<Rule> rows() {
    return rules.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Rule::id))
        .toList();
  }

  /** Units that are named by where the matter is. */
  private static final class Relative {
    private static final String STREET = "street";
    private static final String DISTRICT = "district";
    private static final String TOWN = "city";

    private static boolean isOne(String unit) {
      return unit.equals(STREET) || unit.equals(DISTRICT) || unit.equals(TOWN);
    }

    private static String unit(String named, String docket, String district) {
      return switch (named) {
        case STREET -> docket;
        case DISTRICT -> district;
        case TOWN -> Directory.CITY;
        default -> named;
      };
    }
  }
}
