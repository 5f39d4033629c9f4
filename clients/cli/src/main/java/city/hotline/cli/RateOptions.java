package city.hotline.cli;

import city.hotline.proto.rates.v1.RateGroup;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whose rates, and of which days. */
final class RateOptions {
  private static final Map<String, RateGroup> GROUPS = groups();

  @Option(
      names = "--by",
      converter = Group.class,
      defaultValue = "street",
      description =
          "street, district, department, enterprise, platform, or class1 to class3: the level"
              + " (default: ${DEFAULT-VALUE}).")
  RateGroup group = RateGroup.RATE_GROUP_STREET;

  @Option(
      names = "--period",
      description =
          "A day 2026-11-27, a week 2026-W48, a month 2026-11, or 2026-11e: the evaluation period"
              + " that ends in it. Must be given.")
  private String period = "";

  @Option(names = "--district", description = "Matters in this district only, such as 110105.")
  String district = "";

  @Option(names = "--unit", description = "What this unit or those below it replied to only.")
  String unit = "";

  @Option(names = "--class", description = "This class or those below it only: 2, 4 or 6 digits.")
  String classCode = "";

  @Option(
      names = "--scheme",
      description = "By this scheme of schemes.csv (default: the one that holds for the period).")
  String scheme = "";

  /** Asked for by hand: whoever goes on to a subcommand gives it there. */
  String period() {
    if (period.isEmpty()) {
      throw new Failures.CommandFailed(
          2, "--period: none (expected: such as 2026-11-27, 2026-W48, 2026-11 or 2026-11e)");
    }
    return period;
  }

  /** "street", "class2". */
  static final class Group implements ITypeConverter<RateGroup> {
    @Override
    public RateGroup convert(String value) {
      RateGroup group = GROUPS.get(value.toLowerCase(Locale.ROOT));
      if (group == null) {
        throw new TypeConversionException(
            "'" + value + "' (expected: one of " + String.join(", ", GROUPS.keySet()) + ")");
      }
      return group;
    }
  }

  private static Map<String, RateGroup> groups() {
    return Arrays.stream(RateGroup.values())
        .filter(g -> g != RateGroup.RATE_GROUP_UNSPECIFIED && g != RateGroup.UNRECOGNIZED)
        .collect(
            Collectors.toMap(
                g ->
                    g.name()
                        .replace("RATE_GROUP_", "")
                        .replace("_LEVEL_", "")
                        .toLowerCase(Locale.ROOT),
                g -> g,
                (a, b) -> a,
                TreeMap::new));
  }
}
