package city.hotline.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.figures.RateLedger;
import city.hotline.core.moment.Times;
import city.hotline.core.rates.AnswerSum;
import city.hotline.core.rates.OrderAnswers;
import city.hotline.core.rates.Span;
import city.hotline.proto.figures.v1.RateDay;
import city.hotline.proto.figures.v1.RateRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same answers, as the ledger counts them and as the orders keep them. */
final class AnswersTwice {

  private AnswersTwice() {}

  /** Both are alike for all days that are kept; returns how many days had answers. */
  static int areAlike(Docket docket, long nowMs) {
    Map<String, AnswerSum> counted = new TreeMap<>();
    for (var packed : docket.rateLedger().days()) {
      RateDay day = RateLedger.read(packed);
      day.getRowsList().forEach(row -> add(counted, day.getDay(), row));
    }
    Map<String, AnswerSum> kept = new TreeMap<>();
    LocalDate first = docket.rates().firstKept().atDay(1);
    OrderAnswers.read(
        docket.open().get(),
        docket.closed().get(),
        new Span("all", first, Times.day(nowMs)),
        (order, cycle) ->
            add(
                kept,
                Times.day(cycle.getAnsweredMs()).toString(),
                RateLedger.row(cycle, order.getClassCode(), order.getLast())));
    assertThat(lines(kept)).isEqualTo(lines(counted));
    return docket.rateLedger().days().size();
  }

  private static void add(Map<String, AnswerSum> sums, String day, RateRow row) {
    sums.computeIfAbsent(
            day + " " + row.getUnit() + " " + row.getClassCode(), key -> new AnswerSum())
        .add(row);
  }

  private static Map<String, List<RateRow>> lines(Map<String, AnswerSum> sums) {
    Map<String, List<RateRow>> lines = new TreeMap<>();
    sums.forEach((key, sum) -> lines.put(key, sum.rows(key)));
    return lines;
  }
}
