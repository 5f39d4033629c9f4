package city.hotline.node.rates;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.rates.AnswerSum;
import city.hotline.core.rates.Groups;
import city.hotline.core.rates.Rating;
import city.hotline.core.rates.Span;
import city.hotline.proto.figures.v1.RateRow;
import city.hotline.proto.grid.v1.RateSums;
import city.hotline.proto.grid.v1.SumRatesResponse;
import city.hotline.proto.rates.v1.RatedAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sums of all nodes, span by span. Thread-safe while it is being filled. */
final class CitySums {
  private final Directory directory;
  private final RateQuestion question;
  private final Groups groups;
  private final CityKept kept;
  private final List<OfSpan> spans = new ArrayList<>();

  /** What was answered in one span. */
  private static final class OfSpan {
    final Map<String, AnswerSum> byGroup = new TreeMap<>();
    final Set<String> closedWith = new TreeSet<>();
    boolean open;

    void add(RateSums sums) {
      for (RateRow row : sums.getRowsList()) {
        byGroup.computeIfAbsent(row.getUnit(), k -> new AnswerSum()).add(row);
      }
      if (sums.hasClosedWith()) {
        closedWith.add(sums.getClosedWith());
      } else {
        open = true;
      }
    }
  }

  CitySums(RateQuestion question, int spans, Directory directory) {
    this.question = question;
    this.directory = directory;
    this.groups = new Groups(question.group(), directory);
    this.kept = new CityKept(question.dockets(directory));
    for (int i = 0; i < spans; i++) {
      this.spans.add(new OfSpan());
    }
  }

  synchronized void add(SumRatesResponse part) {
    kept.add(part.getKept());
    part.getSumsList().forEach(sums -> spans.get(sums.getSpan()).add(sums));
  }

  synchronized CityKept kept() {
    return kept;
  }

  /** With which schemes dockets closed the month. */
  synchronized Set<String> closedWith(int span) {
    return spans.get(span).closedWith;
  }

  /** Whether a span does not change any more. */
  synchronized boolean isClosed(int number, Span span, long gridNowMs) {
    OfSpan of = spans.get(number);
    return span.isMonth() ? !of.open && !of.closedWith.isEmpty() : span.isOver(gridNowMs);
  }

  /** Everybody of the group, counted; whoever was not followed up, too. */
  synchronized Map<String, RatedAnswers> rated(int span, RateScheme scheme) {
    Map<String, RatedAnswers> rated = new TreeMap<>();
    RatedAnswers nobody = Rating.of(new AnswerSum(), scheme);
    groups.all().forEach(code -> rated.put(code, nobody));
    spans.get(span).byGroup.forEach((code, sum) -> rated.put(code, Rating.of(sum, scheme)));
    return rated;
  }

  /** Whether the row is to be shown. */
  boolean shows(String code) {
    return question.shows(code, groups, directory);
  }

  /** All that are shown together. */
  synchronized RatedAnswers total(RateScheme scheme) {
    AnswerSum total = new AnswerSum();
    spans
        .get(0)
        .byGroup
        .forEach(
            (code, sum) -> {
              if (shows(code)) {
                total.add(sum);
              }
            });
    return Rating.of(total, scheme);
  }

  Groups groups() {
    return groups;
  }
}
