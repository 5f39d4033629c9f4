package city.hotline.core.directory;

import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.PlaceKind;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.docket.v1.HandlingLimit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places, units, classes and hotlines of a city, in one version. Immutable: any thread may read
 * it. What is decided rests on it, so which version holds is a fact of the grid ({@link
 * Directories}); the built-in one must be the same on every member.
 *
 * <p>Codes are 6 digits for the city and its districts, 9 for streets and towns, 12 for communities
 * and villages.
 */
public final class Directory implements Directories {

  /** The code of the city itself: a district of the grid for what belongs to no single district. */
  public static final String CITY = "110000";

  private static @Nullable Directory beijing;

  private final Map<String, Place> places;
  private final Map<String, List<Place>> children;
  private final Map<String, List<String>> dockets;
  private final Map<String, String> districtOf;
  private final Map<String, Unit> units;
  private final List<Unit> unitList;
  private final List<Place> districts;
  private final Map<String, String> englishNames;
  private final Map<String, ClassRule> classes;
  private final List<String> classCodes;
  private final List<OrderClass> classTree;
  private final OrderRules orderRules;
  private final RateSchemes schemes;
  private final FollowUpScripts scripts;
  private final Map<String, HotlineLine> hotlines;
  private final WorkCalendar calendar;
  private final RoutingTable routing;
  private final PlaceNames names;

  Directory(DirectoryBuilder built) {
    this.places = Map.copyOf(built.places);
    this.children = built.children();
    this.dockets = built.dockets();
    this.districtOf = Map.copyOf(built.districtOf);
    this.units = Map.copyOf(built.units);
    this.unitList = List.copyOf(built.units.values());
    this.districts = List.copyOf(built.districts.values());
    this.englishNames = Map.copyOf(built.englishNames);
    this.classes = Map.copyOf(built.classes);
    this.classCodes = List.copyOf(built.classes.keySet());
    this.classTree = List.copyOf(built.classTree.values());
    this.orderRules = built.orderRules();
    this.schemes = built.schemes();
    this.scripts = built.scripts();
    this.hotlines = Map.copyOf(built.hotlines);
    this.calendar = new WorkCalendar(built.workedDays);
    this.routing = built.routing();
    this.names = new PlaceNames(places.values(), built.aliases);
  }

  /**
   * The default directory, read once from the class path. A malformed file is named with line and
   * expectation.
   */
  public static synchronized Directory beijing() {
    Directory read = beijing;
    if (read == null) {
      read = DirectoryBuilder.beijing().read().build();
      beijing = read;
    }
    return read;
  }

  /**
   * A directory in CSV files of the names of the default one. All malformed lines are named with
   * their expectations, in a {@link BrokenDirectory}.
   */
  public static Directory of(DirectoryFiles files) {
    return new DirectoryBuilder(files, Troubles.listed()).read().build();
  }

  /** A directory is all there is of it, unless versions are loaded. */
  @Override
  public Directory builtIn() {
    return this;
  }

  @Override
  public Version at(long momentMs) {
    return new Version(BUILT_IN, this);
  }

  @Override
  public @Nullable Directory named(String name) {
    return name.equals(BUILT_IN) ? this : null;
  }

  @Override
  public boolean isGone(String name) {
    return false;
  }

  /** The districts of the grid by code: the city itself first. */
  public List<Place> districts() {
    return districts;
  }

  /** Whether the code names a district of the grid, the city included. */
  public boolean isDistrict(String code) {
    return dockets.containsKey(code);
  }

  /** Whether the code names a street or town. */
  public boolean isStreet(String code) {
    return isKind(code, PlaceKind.PLACE_KIND_STREET);
  }

  /** Whether the code names a community or village. */
  public boolean isCommunity(String code) {
    return isKind(code, PlaceKind.PLACE_KIND_COMMUNITY);
  }

  private boolean isKind(String code, PlaceKind kind) {
    @Nullable Place place = places.get(code);
    return place != null && place.getKind() == kind;
  }

  /** The place of a code. */
  public Optional<Place> place(String code) {
    return Optional.ofNullable(places.get(code));
  }

  /** The places directly below, by code; none below a community or an unknown code. */
  public List<Place> children(String parent) {
    return children.getOrDefault(parent, List.of());
  }

  /** The places that are called so, in whatever way; the larger ones first, then by code. */
  public List<Place> placesCalled(String name) {
    return names.called(name);
  }

  /** Which unit leads an order, and why. */
  public RoutingTable routing() {
    return routing;
  }

  /** The unit of a code; districts, streets and towns have the codes of their places. */
  public Optional<Unit> unit(String code) {
    return Optional.ofNullable(units.get(code));
  }

  /**
   * All units by code: the city government, the district governments, the streets and towns, then
   * enterprises, departments and platforms.
   */
  public List<Unit> units() {
    return unitList;
  }

  /**
   * The dockets of a district: its own code, then its streets' codes. The city has only its own.
   */
  public List<String> docketsOf(String district) {
    List<String> of = dockets.get(district);
    if (of == null) {
      throw unknown(district, "a district, or " + CITY);
    }
    return of;
  }

  /** The district a docket or any place lies in; a district's and the city's is itself. */
  public String districtOf(String docketOrPlaceCode) {
    String district = districtOf.get(docketOrPlaceCode);
    if (district == null) {
      throw unknown(docketOrPlaceCode, "the code of a place in the directory");
    }
    return district;
  }

  /** The street or town a community or village lies in. */
  String streetOf(String community) {
    Place place = places.get(community);
    if (place == null) {
      throw unknown(community, "a community or village");
    }
    return place.getParent();
  }

  /** The Latin name of a district, such as {@code Chaoyang}. */
  public String englishName(String district) {
    String name = englishNames.get(district);
    if (name == null) {
      throw unknown(district, "a district, or " + CITY);
    }
    return name;
  }

  /** The line of this number, or null where no calls can come in over it. */
  public @Nullable HotlineLine hotline(String code) {
    return hotlines.get(code);
  }

  /** Which days are worked. */
  public WorkCalendar calendar() {
    return calendar;
  }

  /** All lines, by number. */
  public List<HotlineLine> hotlines() {
    return hotlines.values().stream().sorted(Comparator.comparing(HotlineLine::code)).toList();
  }

  /** Whether an order can be of this class: one of the lowest level. */
  public boolean isClass(String code) {
    return classes.containsKey(code);
  }

  /** The codes of all classes an order can be of, sorted. */
  public List<String> classes() {
    return classCodes;
  }

  /** The classes of all three levels by code, each directly after the one above it. */
  public List<OrderClass> classTree() {
    return classTree;
  }

  /** What holds for orders of the class. */
  public Optional<ClassRule> classRule(String code) {
    return Optional.ofNullable(classes.get(code));
  }

  /** Within which limit orders of the class are to be handled. */
  public Optional<HandlingLimit> limitOf(String classCode) {
    ClassRule found = classes.get(classCode);
    return found == null ? Optional.empty() : Optional.of(found.limit());
  }

  /** Limits, and how often what may happen. */
  public OrderRules orderRules() {
    return orderRules;
  }

  /** How answers count for the rates, and since when. */
  public RateSchemes schemes() {
    return schemes;
  }

  /** What citizens are asked afterwards, and since when. */
  public FollowUpScripts scripts() {
    return scripts;
  }

  /** Whether orders of the class ask for something; one of an unknown class does. */
  public boolean asks(String classCode) {
    ClassRule found = classes.get(classCode);
    return found == null || found.asks();
  }

  /** Whether a unit is another, or below it. */
  public boolean isWithin(String unit, String above) {
    for (Unit u = units.get(unit); u != null; u = units.get(u.getParent())) {
      if (u.getCode().equals(above)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The dockets in which a unit can have orders: a street's own and its district's, all of a
   * district's and that of matters without a district, and all of the city's for the city,
   * departments, enterprises and platforms.
   *
   * @param unit a unit of this directory, else an {@link IllegalArgumentException}
   */
  public Map<String, List<String>> docketsFor(String unit) {
    Unit known = units.get(unit);
    if (known == null) {
      throw unknown(unit, "the code of a unit");
    }
    return switch (known.getKind()) {
      case UNIT_KIND_STREET -> Map.of(known.getParent(), List.of(known.getParent(), unit));
      case UNIT_KIND_DISTRICT -> Map.of(unit, docketsOf(unit), CITY, docketsOf(CITY));
      default -> dockets;
    };
  }

  private static IllegalArgumentException unknown(String code, String expected) {
    return new IllegalArgumentException(
        "code: " + code + " (expected: " + expected + "; ask isDistrict or place first)");
  }
}
