package city.hotline.core.rates;

import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.rates.v1.RateGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose an answer is, in one way of grouping them. A street's is its district's, too: districts
 * answer for their streets and towns. A department does not answer for the enterprises and
 * platforms below it. Not thread-safe.
 */
public final class Groups {

  private static final int DIGITS_A_LEVEL = 2;

  private final RateGroup group;
  private final Directory directory;
  private final Map<String, String> byUnit = new HashMap<>();
  private final Map<String, OrderClass> classes = new HashMap<>();

  /** Groups this way. */
  public Groups(RateGroup group, Directory directory) {
    this.group = group;
    this.directory = directory;
    if (classDigits(group) > 0) {
      directory.classTree().forEach(c -> classes.put(c.getCode(), c));
    }
  }

  /** The code of the group; empty for what is in none. */
  public String of(String unit, String classCode) {
    int digits = classDigits(group);
    if (digits == 0) {
      return byUnit.computeIfAbsent(unit, this::ofUnit);
    }
    return classCode.length() < digits ? "" : classCode.substring(0, digits);
  }

  private String ofUnit(String code) {
    UnitKind kind = kind(group);
    Optional<Unit> unit = directory.unit(code);
    while (kind == UnitKind.UNIT_KIND_DISTRICT
        && unit.filter(u -> u.getKind() == UnitKind.UNIT_KIND_STREET).isPresent()) {
      unit = directory.unit(unit.get().getParent());
    }
    return unit.filter(u -> u.getKind() == kind).map(Unit::getCode).orElse("");
  }

  /** Those that are there whether anybody was asked or not: all units of the kind, no class. */
  public List<String> all() {
    List<String> all = new ArrayList<>();
    for (Unit unit : directory.units()) {
      if (classDigits(group) == 0 && unit.getKind() == kind(group)) {
        all.add(unit.getCode());
      }
    }
    return all;
  }

  /** Whether the code is one of this way of grouping. */
  public boolean has(String code) {
    return classDigits(group) == 0
        ? directory.unit(code).filter(u -> u.getKind() == kind(group)).isPresent()
        : code.length() == classDigits(group) && classOf(code).isPresent();
  }

  /** The name of the unit or class. */
  public String name(String code) {
    return classDigits(group) == 0
        ? directory.unit(code).map(Unit::getName).orElse("")
        : classOf(code).map(OrderClass::getName).orElse("");
  }

  /** The English name; only districts and classes of the lowest level have one. */
  public String english(String code) {
    if (group == RateGroup.RATE_GROUP_DISTRICT && directory.isDistrict(code)) {
      return directory.englishName(code);
    }
    return classDigits(group) == 0 ? "" : classOf(code).map(OrderClass::getEnglish).orElse("");
  }

  private Optional<OrderClass> classOf(String code) {
    return Optional.ofNullable(classes.get(code));
  }

  /** Whether units are grouped, not classes. */
  public boolean areUnits() {
    return classDigits(group) == 0;
  }

  /** How many digits the code of a class has on the level; 0 where units are grouped. */
  private static int classDigits(RateGroup group) {
    return switch (group) {
      case RATE_GROUP_CLASS_LEVEL_1 -> DIGITS_A_LEVEL;
      case RATE_GROUP_CLASS_LEVEL_2 -> 2 * DIGITS_A_LEVEL;
      case RATE_GROUP_CLASS_LEVEL_3 -> 3 * DIGITS_A_LEVEL;
      default -> 0;
    };
  }

  private static UnitKind kind(RateGroup group) {
    return switch (group) {
      case RATE_GROUP_STREET -> UnitKind.UNIT_KIND_STREET;
      case RATE_GROUP_DISTRICT -> UnitKind.UNIT_KIND_DISTRICT;
      case RATE_GROUP_DEPARTMENT -> UnitKind.UNIT_KIND_DEPARTMENT;
      case RATE_GROUP_ENTERPRISE -> UnitKind.UNIT_KIND_ENTERPRISE;
      case RATE_GROUP_PLATFORM -> UnitKind.UNIT_KIND_PLATFORM;
      default -> UnitKind.UNIT_KIND_UNSPECIFIED;
    };
  }
}
