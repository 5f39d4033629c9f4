package city.hotline.simulator;

import city.hotline.core.figures.RateLedger;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AnswersRecorded;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateDay;
import city.hotline.proto.figures.v1.RateRow;
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
    of[2 + answers.getResolutionValue()]++;
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
}
