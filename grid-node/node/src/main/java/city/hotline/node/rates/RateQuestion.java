package city.hotline.node.rates;

import city.hotline.core.directory.Directory;
import city.hotline.core.rates.Groups;
import city.hotline.core.rates.Span;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.AnswersAsked;
import city.hotline.proto.grid.v1.DaySpan;
import city.hotline.proto.rates.v1.RateGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose rates of which answers; its fields were checked.
 *
 * @param group whose
 * @param span of these days
 * @param district of matters in it only; empty for the whole city
 * @param unit replied by it or those below it only; empty for all
 * @param classCode of this class or those below it only; empty for all
 * @param onlyWithin the unit whose rows, with those of units below it, may be seen; empty for all
 */
public record RateQuestion(
    RateGroup group, Span span, String district, String unit, String classCode, String onlyWithin) {

  /** As few dockets as can have such answers, by district. */
  Map<String, List<String>> dockets(Directory directory) {
    Map<String, List<String>> dockets =
        new TreeMap<>(directory.docketsFor(unit.isEmpty() ? Directory.CITY : unit));
    if (!district.isEmpty()) {
      dockets.keySet().retainAll(List.of(district));
    }
    return dockets;
  }

  /** The dockets that can have answers of one of the group. */
  Map<String, List<String>> docketsOf(String code, Groups groups, Directory directory) {
    Map<String, List<String>> dockets = dockets(directory);
    if (groups.areUnits()) {
      Map<String, List<String>> ofUnit = directory.docketsFor(code);
      dockets.replaceAll(
          (in, of) -> of.stream().filter(ofUnit.getOrDefault(in, List.of())::contains).toList());
      dockets.values().removeIf(List::isEmpty);
    }
    return dockets;
  }

  /** To one node, about the dockets that it serves. */
  AnswersAsked of(List<ShardId> dockets) {
    AnswersAsked.Builder asked =
        AnswersAsked.newBuilder().setUnit(unit).setClassCode(classCode).setGroup(group);
    dockets.forEach(docket -> asked.addDockets(docket.toRef()));
    return asked.build();
  }

  /** Whether the row is among those asked for: one that nobody answered about, too. */
  public boolean shows(String code, Groups groups, Directory directory) {
    return !groups.areUnits()
        || (isWithin(code, unit, directory)
            && isWithin(code, onlyWithin, directory)
            && (!isLocal() || isWithin(code, district, directory)));
  }

  /** Streets and districts are places, too. */
  private boolean isLocal() {
    return group == RateGroup.RATE_GROUP_STREET || group == RateGroup.RATE_GROUP_DISTRICT;
  }

  private static boolean isWithin(String code, String unit, Directory directory) {
    return unit.isEmpty() || unit.equals(Directory.CITY) || directory.isWithin(code, unit);
  }

  /** Its days, as nodes tell them each other. */
  static DaySpan days(Span span) {
    return DaySpan.newBuilder()
        .setFirstDay(span.first().toString())
        .setLastDay(span.last().toString())
        .setMonth(span.isMonth() ? span.period() : "")
        .build();
  }
}
