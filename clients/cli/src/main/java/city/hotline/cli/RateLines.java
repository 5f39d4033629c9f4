package city.hotline.cli;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RateOrder;
import city.hotline.proto.rates.v1.RateQuotient;
import city.hotline.proto.rates.v1.RateSpan;
import city.hotline.proto.rates.v1.RatedAnswers;
import city.hotline.proto.rates.v1.RescoredRow;
import city.hotline.proto.rates.v1.UsedScheme;
import java.util.Locale;

/** Rates, one row a line. What cannot be computed is "-", never 0. */
final class RateLines {
  static final String HEADER =
      "rank  moved  composite  followed up  response  resolution  satisfaction   late"
          + "  unreachable  excluded  of";
  static final String RESCORED =
      "rank  in force  composite  in force  difference  response  resolution  satisfaction"
          + "  excluded  of";

  private RateLines() {}

  static String span(RateSpan span) {
    return span.getPeriod()
        + ", "
        + (span.getFirstDay().equals(span.getLastDay())
            ? span.getFirstDay()
            : span.getFirstDay() + " to " + span.getLastDay())
        + (span.getClosed() ? ", closed" : ", not closed: it still changes");
  }

  static String scheme(UsedScheme scheme) {
    return scheme.getName() + (scheme.getAssumed() ? " (assumed)" : "") + ": " + scheme.getLine();
  }

  static String of(RankedRow row) {
    return String.format(
            Locale.ROOT, "%4s  %5s  %9s", rank(row), moved(row), points(row.getRates()))
        + rates(row.getRates(), true)
        + who(row);
  }

  /** All of them together have no rank. */
  static String total(RatedAnswers all) {
    return String.format(Locale.ROOT, "%4s  %5s  %9s", "", "", points(all))
        + rates(all, true)
        + "all";
  }

  static String of(RescoredRow row) {
    return String.format(
            Locale.ROOT,
            "%4s  %8s  %9s  %8s  %10s",
            rank(row.getGiven()),
            rank(row.getInForce()),
            points(row.getGiven().getRates()),
            points(row.getInForce().getRates()),
            row.hasDifference() ? String.format(Locale.ROOT, "%+.2f", row.getDifference()) : "-")
        + rates(row.getGiven().getRates(), false)
        + who(row.getGiven());
  }

  private static String rates(RatedAnswers rates, boolean whole) {
    String three =
        String.format(
            Locale.ROOT,
            "  %8s  %10s  %12s",
            percent(rates.getResponse()),
            percent(rates.getResolution()),
            percent(rates.getSatisfaction()));
    if (!whole) {
      return three + String.format(Locale.ROOT, "  %8d  ", rates.getExcluded());
    }
    return String.format(Locale.ROOT, "  %11d", rates.getResponse().getDenominator())
        + three
        + String.format(
            Locale.ROOT,
            "  %5s  %11d  %8d  ",
            percent(rates.getLate()),
            rates.getUnreachable(),
            rates.getExcluded());
  }

  private static String who(RankedRow row) {
    String name = row.getCode() + " " + row.getName();
    return row.getEnglish().isEmpty() ? name : name + " " + row.getEnglish();
  }

  private static String rank(RankedRow row) {
    return row.hasRank() ? Integer.toString(row.getRank()) : "-";
  }

  private static String moved(RankedRow row) {
    if (!row.hasMovement()) {
      return row.hasRank() ? "new" : "-";
    }
    int movement = row.getMovement();
    return movement == 0 ? "=" : (movement > 0 ? "↑" : "↓") + Math.abs(movement);
  }

  private static String points(RatedAnswers rates) {
    return rates.hasComposite() ? String.format(Locale.ROOT, "%.2f", rates.getComposite()) : "-";
  }

  private static String percent(RateQuotient rate) {
    return rate.hasValue() ? String.format(Locale.ROOT, "%.1f%%", 100 * rate.getValue()) : "-";
  }

  static String of(RateOrder order) {
    return order.getOrderId()
        + "  cycle "
        + order.getCycle()
        + "  "
        + Json.instant(order.getAnsweredAt())
        + "  "
        + order.getUnit()
        + "  "
        + order.getClassCode()
        + "  "
        + said(order.getAnswers())
        + (order.getListed() ? ", was listed as pending" : "")
        + (order.getLate() ? ", late" : "")
        + (order.getLast() ? "" : ", another cycle followed");
  }

  private static String said(Answers answers) {
    if (answers.getUnreachable()) {
      return "unreachable";
    }
    return (answers.getResponded() ? "responded" : "not responded")
        + ", solved: "
        + word(answers.getResolution().name())
        + ", "
        + word(answers.getSatisfaction().name());
  }

  private static String word(String constant) {
    return constant.substring(constant.indexOf('_') + 1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
