package city.hotline.core.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.PlaceKind;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.docket.v1.HandlingLimit;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects a directory from its files; everything is sorted by code. */
final class DirectoryBuilder {

  private static final String FOLDER = "/hotline/directory/";
  private static final String CITY_NAME = "北京市";
  private static final String GOVERNMENT = "政府";

  final Map<String, Place> places = new TreeMap<>();
  final Map<String, Place> districts = new TreeMap<>();
  final Map<String, String> districtOf = new HashMap<>();
  final Map<String, Unit> units = new TreeMap<>();
  final Map<String, String> englishNames = new HashMap<>();
  final Map<String, ClassRule> classes = new TreeMap<>();
  final Map<String, OrderClass> classTree = new TreeMap<>();
  final Map<String, HotlineLine> hotlines = new HashMap<>();
  final Map<LocalDate, Boolean> workedDays = new HashMap<>();
  final Map<String, Place> aliases = new TreeMap<>();

  private final DirectoryFiles files;
  private final Troubles troubles;

  /** Reads these files, and tells what is wrong with them. */
  DirectoryBuilder(DirectoryFiles files, Troubles troubles) {
    this.files = files;
    this.troubles = troubles;
  }

  /** The default directory, on the class path. */
  static DirectoryBuilder beijing() {
    return new DirectoryBuilder(DirectoryBuilder::open, Troubles.ending());
  }

  /** One of the files on the class path. */
  static InputStream open(String name) throws FileNotFoundException {
    InputStream in = DirectoryBuilder.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + name);
    }
    return in;
  }

  private List<CsvTable.Row> rows(String name, String header) {
    List<CsvTable.Row> rows = new ArrayList<>();
    troubles.attempt(() -> rows.addAll(CsvTable.of(files, name, header, troubles)));
    return rows;
  }

  /** One after the other; one with something wrong is left out. */
  void each(List<CsvTable.Row> rows, Consumer<CsvTable.Row> add) {
    rows.forEach(row -> troubles.attempt(() -> add.accept(row)));
  }

  DirectoryBuilder read() {
    Place city =
        Place.newBuilder()
            .setCode(Directory.CITY)
            .setName(CITY_NAME)
            .setKind(PlaceKind.PLACE_KIND_CITY)
            .build();
    addDistrict(city);
    addUnit(city, UnitKind.UNIT_KIND_CITY, CITY_NAME + GOVERNMENT);
    addDistricts(rows("beijing-districts.csv", "code,name"));
    addStreets(rows("beijing-streets.csv", "code,name,district"));
    addCommunities(rows("beijing-communities.csv", "code,name,street"));
    addEnglishNames(rows("beijing-english.csv", "code,english"));
    addHotlines(rows("hotlines.csv", "code,name,queue"));
    addDays(rows("calendar.csv", "date,kind,name"));
    addUnits(rows("units.csv", "code,name,english,kind,parent"));
    addAliases(rows("aliases.csv", "alias,place,kind"));
    addClasses(rows("classes.csv", "code,level1,level2,level3,english,limit,demand,meaning"));
    return this;
  }

  /** Throws {@link BrokenDirectory} when anything is wrong. */
  Directory build() {
    List<Directory> built = new ArrayList<>(1);
    if (troubles.found().isEmpty()) {
      troubles.attempt(() -> built.add(new Directory(this)));
    } else {
      // Whatever else is wrong is found, too, though no directory comes of it.
      troubles.attempt(this::orderRules);
      troubles.attempt(this::schemes);
      troubles.attempt(this::routing);
    }
    if (!troubles.found().isEmpty()) {
      throw new BrokenDirectory(troubles.found());
    }
    return built.get(0);
  }

  void addDistricts(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          Place district = place(row, 6, PlaceKind.PLACE_KIND_DISTRICT, Directory.CITY);
          addDistrict(district);
          addUnit(district, UnitKind.UNIT_KIND_DISTRICT, district.getName() + GOVERNMENT);
        });
  }

  void addStreets(List<CsvTable.Row> rows) {
    Map<String, String> names = new HashMap<>();
    each(
        rows,
        row -> {
          String before = names.put(row.field(2) + row.field(1), row.code());
          if (before != null) {
            throw row.malformed(row.field(1), "a name that " + before + " does not have");
          }
          String district = parent(row, PlaceKind.PLACE_KIND_DISTRICT, "beijing-districts.csv");
          Place street = place(row, 9, PlaceKind.PLACE_KIND_STREET, district);
          addPlace(street, district);
          addUnit(street, UnitKind.UNIT_KIND_STREET, street.getName());
        });
  }

  void addCommunities(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          String street = parent(row, PlaceKind.PLACE_KIND_STREET, "beijing-streets.csv");
          addPlace(
              place(row, 12, PlaceKind.PLACE_KIND_COMMUNITY, street),
              districtOf.getOrDefault(street, Directory.CITY));
        });
  }

  void addEnglishNames(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          if (!districts.containsKey(row.code())) {
            throw row.malformed(row.code(), "the code of a district");
          }
          englishNames.put(row.code(), row.field(1));
        });
    for (String district : districts.keySet()) {
      troubles.attempt(
          () -> {
            if (!englishNames.containsKey(district)) {
              throw new IllegalStateException(
                  "beijing-english.csv has no line for district " + district + ": add one");
            }
          });
    }
  }

  void addHotlines(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          digits(row, 5);
          hotlines.put(row.code(), new HotlineLine(row.code(), row.field(1), row.field(2)));
        });
  }

  void addDays(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          if (!row.field(1).equals("off") && !row.field(1).equals("work")) {
            throw row.malformed(row.field(1), "off or work");
          }
          try {
            workedDays.put(LocalDate.parse(row.code()), row.field(1).equals("work"));
          } catch (DateTimeParseException e) {
            throw row.malformed(row.code(), "a date such as 2026-10-01");
          }
        });
  }

  /** A letter for the kind and three digits, so that no unit has the code of a place. */
  void addUnits(List<CsvTable.Row> rows) {
    Map<String, String> names = new HashMap<>();
    units.values().forEach(unit -> names.put(unit.getName(), unit.getCode()));
    each(
        rows,
        row -> {
          UnitKind kind =
              switch (row.field(3)) {
                case "department" -> UnitKind.UNIT_KIND_DEPARTMENT;
                case "enterprise" -> UnitKind.UNIT_KIND_ENTERPRISE;
                case "platform" -> UnitKind.UNIT_KIND_PLATFORM;
                default -> throw row.malformed(row.field(3), "department, enterprise or platform");
              };
          String letter =
              kind == UnitKind.UNIT_KIND_DEPARTMENT ? "M" : row.field(3).substring(0, 1);
          if (!row.code().matches(letter.toUpperCase(Locale.ROOT) + "[0-9]{3}")) {
            throw row.malformed(row.code(), "M, E or P by its kind, and three digits");
          }
          if (!units.containsKey(row.field(4))) {
            throw row.malformed(row.field(4), "110000 or a unit of a line before");
          }
          String before = names.put(row.field(1), row.code());
          if (before != null) {
            throw row.malformed(row.field(1), "a name that " + before + " does not have");
          }
          units.put(
              row.code(),
              Unit.newBuilder()
                  .setCode(row.code())
                  .setName(row.field(1))
                  .setKind(kind)
                  .setParent(row.field(4))
                  .build());
        });
  }

  /** What a place is called beside its official name; the code of the row is the alias. */
  void addAliases(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          Place place = places.get(row.field(1));
          if (place == null) {
            throw row.malformed(row.field(1), "the code of a district, street, town or community");
          }
          if (place.getName().equals(row.code())) {
            throw row.malformed(row.code(), "another name than the official one");
          }
          aliases.put(row.code(), place);
        });
  }

  void addClasses(List<CsvTable.Row> rows) {
    each(
        rows,
        row -> {
          digits(row, 6);
          HandlingLimit limit =
              switch (row.field(5)) {
                case "emergency" -> HandlingLimit.HANDLING_LIMIT_EMERGENCY;
                case "utility" -> HandlingLimit.HANDLING_LIMIT_UTILITY;
                case "general" -> HandlingLimit.HANDLING_LIMIT_GENERAL;
                case "complex" -> HandlingLimit.HANDLING_LIMIT_COMPLEX;
                default ->
                    throw row.malformed(row.field(5), "emergency, utility, general or complex");
              };
          classes.put(
              row.code(),
              new ClassRule(
                  row.code(), row.field(3), row.field(4), limit, demand(row), row.field(7)));
          for (int level = 1; level <= 3; level++) {
            addToTree(row, level);
          }
        });
  }

  private void addToTree(CsvTable.Row row, int level) {
    String code = row.code().substring(0, 2 * level);
    OrderClass added =
        OrderClass.newBuilder()
            .setCode(code)
            .setName(row.field(level))
            .setParent(code.substring(0, 2 * level - 2))
            .setLevel(level)
            .setEnglish(level == 3 ? row.field(4) : "")
            .build();
    OrderClass known = classTree.put(code, added);
    if (known != null && !known.equals(added)) {
      throw row.malformed(
          added.getName(), known.getName() + ", as " + code + " is called in a line before");
    }
  }

  private static DemandKind demand(CsvTable.Row row) {
    for (DemandKind kind : DemandKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(row.field(6))) {
        return kind;
      }
    }
    throw row.malformed(row.field(6), "inquiry, help, complaint, report or suggestion");
  }

  OrderRules orderRules() {
    return new OrderRules(rows("order-rules.csv", "rule,value"));
  }

  RateSchemes schemes() {
    return RateSchemes.of(rows(RateSchemes.FILE, RateSchemes.HEADER));
  }

  FollowUpScripts scripts() {
    return FollowUpScripts.of(rows(FollowUpScripts.FILE, FollowUpScripts.HEADER));
  }

  RoutingTable routing() {
    return RoutingTable.of(rows("routing.csv", "rule,classes,places,days,lead,with,because"), this);
  }

  /** Places by the place above, sorted by code. */
  Map<String, List<Place>> children() {
    return Map.copyOf(
        places.values().stream()
            .filter(place -> !place.getParent().isEmpty())
            .collect(groupingBy(Place::getParent, toUnmodifiableList())));
  }

  /** The docket codes of each district. */
  Map<String, List<String>> dockets() {
    Map<String, List<Place>> children = children();
    Map<String, List<String>> dockets = new HashMap<>();
    for (String district : districts.keySet()) {
      List<String> codes = new ArrayList<>();
      codes.add(district);
      if (!district.equals(Directory.CITY)) {
        children.getOrDefault(district, List.of()).forEach(street -> codes.add(street.getCode()));
      }
      dockets.put(district, List.copyOf(codes));
    }
    return Map.copyOf(dockets);
  }

  private void addDistrict(Place district) {
    addPlace(district, district.getCode());
    districts.put(district.getCode(), district);
  }

  private void addPlace(Place place, String district) {
    places.put(place.getCode(), place);
    districtOf.put(place.getCode(), district);
  }

  private void addUnit(Place place, UnitKind kind, String name) {
    units.put(
        place.getCode(),
        Unit.newBuilder()
            .setCode(place.getCode())
            .setName(name)
            .setKind(kind)
            .setParent(place.getParent())
            .build());
  }

  private static Place place(CsvTable.Row row, int digits, PlaceKind kind, String parent) {
    digits(row, digits);
    return Place.newBuilder()
        .setCode(row.code())
        .setName(row.field(1))
        .setKind(kind)
        .setParent(parent)
        .build();
  }

  private String parent(CsvTable.Row row, PlaceKind kind, String file) {
    String code = row.field(2);
    Place above = places.get(code);
    if (above == null || above.getKind() != kind) {
      throw row.malformed(code, "a code of " + file);
    }
    if (!row.code().startsWith(code)) {
      throw row.malformed(code, "the code that " + row.code() + " begins with");
    }
    return code;
  }

  private static void digits(CsvTable.Row row, int count) {
    String code = row.code();
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) < '0' || code.charAt(i) > '9') {
        throw row.malformed(code, "a code of " + count + " digits");
      }
    }
    if (code.length() != count) {
      throw row.malformed(code, "a code of " + count + " digits");
    }
  }
}
