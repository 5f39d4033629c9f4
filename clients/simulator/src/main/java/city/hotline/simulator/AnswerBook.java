package city.hotline.simulator;

import city.hotline.core.directory.RateScheme;
import city.hotline.core.figures.RateLedger;
import city.hotline.core.rates.AnswerSum;
import city.hotline.core.rates.Rating;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AnswersRecorded;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateDay;
import city.hotline.proto.figures.v1.RateRow;
import city.hotline.proto.rates.v1.RatedAnswers;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answers of citizens as lines that can be compared with a docket's. Not thread-safe. */
final class AnswerBook {
  private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");
  private static final int KINDS = 12;
  private static final int MONTHS_KEPT = 14;

  private final Map<String, Said> said = new HashMap<>();
  private final TreeMap<String, long[]> counts = new TreeMap<>();

  private record Said(AnswersRecorded event, LocalDate day) {}

  void heard(AnswersRecorded event, long ms) {
    LocalDate day = Instant.ofEpochMilli(ms).atZone(CITY).toLocalDate();
    said.put(event.getOrderId(), new Said(event, day));
    counts.headMap(day.withDayOfMonth(1).minusMonths(MONTHS_KEPT).toString()).clear();
  }

  void ended(String id, String code, boolean asks, boolean listed, boolean last, boolean late) {
    Said heard = said.remove(id);
    if (heard == null) {
      throw new Wrong("a cycle of " + id + " ended, and nobody was asked");
    }
    String kind = line(heard.event.getUnit(), code, asks, listed, last);
    long[] of = counts.computeIfAbsent(heard.day + " " + kind, k -> new long[KINDS]);
    Answers answers = heard.event.getAnswers();
    of[11] += late ? 1 : 0;
    if (answers.getUnreachable()) {
      of[0]++;
      return;
    }
    of[answers.getResponded() ? 1 : 2]++;
    if (answers.getResolutionValue() > 0) {
      of[2 + answers.getResolutionValue()]++;
    }
    of[5 + answers.getSatisfactionValue()]++;
  }

  private static String line(String unit, String code, boolean asks, boolean listed, boolean last) {
    return unit
        + " "
        + code
        + (asks ? " asks" : "")
        + (listed ? " listed" : "")
        + (last ? "" : "+");
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach((kind, of) -> lines.add(kind + " " + Arrays.toString(of)));
    return lines;
  }

  /** The same lines of a docket's days. */
  static List<String> lines(List<ByteString> days) {
    TreeMap<String, String> lines = new TreeMap<>();
    for (ByteString packed : days) {
      RateDay day = RateLedger.read(packed);
      for (RateRow row : day.getRowsList()) {
        String kind =
            line(row.getUnit(), row.getClassCode(), row.getAsks(), row.getListed(), row.getLast());
        lines.put(day.getDay() + " " + kind, Arrays.toString(values(row.getCounts())));
      }
    }
    List<String> all = new ArrayList<>();
    lines.forEach((kind, of) -> all.add(kind + " " + of));
    return all;
  }

  /** In the order of the message's fields. */
  private static long[] values(AnswerCounts counts) {
    long[] values = new long[KINDS];
    counts.getAllFields().forEach((field, value) -> values[field.getNumber() - 1] = (Long) value);
    return values;
  }

  /** What every unit comes to by the scheme that comes with the grid, counted here. */
  List<String> rates() {
    TreeMap<String, long[]> byUnit = new TreeMap<>();
    counts.forEach(
        (kind, said) -> {
          long[] unit = byUnit.computeIfAbsent(kind.split(" ", -1)[1], k -> new long[7]);
          long reached = said[1] + said[2];
          if (kind.contains(" listed")) {
            unit[6] += reached + said[0];
            return;
          }
          unit[0] += said[1];
          unit[1] += reached;
          unit[2] += kind.contains(" asks") ? said[3] : 0;
          unit[3] += kind.contains(" asks") ? reached : 0;
          unit[4] += said[6] + said[7] + said[8];
          unit[5] += said[0];
        });
    List<String> lines = new ArrayList<>();
    byUnit.forEach((unit, of) -> lines.add(unit + " " + Arrays.toString(of)));
    return lines;
  }

  /** The same lines of a docket's days, as the grid counts them. */
  static List<String> rates(List<ByteString> days, RateScheme scheme) {
    TreeMap<String, AnswerSum> byUnit = new TreeMap<>();
    for (ByteString packed : days) {
      for (RateRow row : RateLedger.read(packed).getRowsList()) {
        byUnit.computeIfAbsent(row.getUnit(), k -> new AnswerSum()).add(row);
      }
    }
    List<String> lines = new ArrayList<>();
    byUnit.forEach(
        (unit, sum) -> {
          RatedAnswers rated = Rating.of(sum, scheme);
          long[] of = {
            rated.getResponse().getNumerator(),
            rated.getResponse().getDenominator(),
            rated.getResolution().getNumerator(),
            rated.getResolution().getDenominator(),
            rated.getSatisfaction().getNumerator(),
            rated.getUnreachable(),
            rated.getExcluded()
          };
          lines.add(unit + " " + Arrays.toString(of));
        });
    return lines;
  }
}
