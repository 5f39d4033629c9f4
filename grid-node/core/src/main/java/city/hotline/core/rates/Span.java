package city.hotline.core.rates;

import city.hotline.core.directory.RateSchemes;
import city.hotline.core.moment.Times;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * A day, a week, a month or an evaluation period, in the city's days.
 *
 * @param period as it is asked for: "2026-11-27", "2026-W48", "2026-11", "2026-11e"
 * @param first its first day
 * @param last its last day
 */
public record Span(String period, LocalDate first, LocalDate last) {

  private static final String EVALUATION = "e";
  private static final int DAY_CHARACTERS = 10;
  private static final int MONTH_CHARACTERS = 7;
  private static final int DAYS_A_WEEK = 7;

  /**
   * The span of a name. An evaluation period ends in the month that names it, on the day before the
   * one on which the scheme of that month says that the next period begins.
   *
   * @throws IllegalArgumentException for what names none, with what is expected
   */
  public static Span of(String period, RateSchemes schemes) {
    try {
      if (period.endsWith(EVALUATION)) {
        return evaluation(YearMonth.parse(period.substring(0, period.length() - 1)), schemes);
      }
      if (period.contains("W")) {
        return week(LocalDate.parse(period + "-1", DateTimeFormatter.ISO_WEEK_DATE));
      }
      if (period.length() == DAY_CHARACTERS) {
        return day(LocalDate.parse(period));
      }
      if (period.length() == MONTH_CHARACTERS) {
        return month(YearMonth.parse(period));
      }
    } catch (DateTimeException e) {
      // Said below, as for what is not a span at all.
    }
    throw new IllegalArgumentException(
        "period: "
            + period
            + " (expected: a day such as 2026-11-27, a week 2026-W48, a month 2026-11, or 2026-11e,"
            + " the evaluation period that ends in it)");
  }

  private static Span day(LocalDate day) {
    return new Span(day.toString(), day, day);
  }

  private static Span week(LocalDate monday) {
    String name =
        String.format(
            Locale.ROOT,
            "%04d-W%02d",
            monday.get(IsoFields.WEEK_BASED_YEAR),
            monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    return new Span(name, monday, monday.plusDays(DAYS_A_WEEK - 1));
  }

  private static Span month(YearMonth month) {
    return new Span(month.toString(), month.atDay(1), month.atEndOfMonth());
  }

  /** The first of the month lies in the period that the month names, whenever that begins. */
  private static Span evaluation(YearMonth month, RateSchemes schemes) {
    int begins = schemes.at(month.atDay(1)).periodDay();
    LocalDate next = begins == 1 ? month.plusMonths(1).atDay(1) : month.atDay(begins);
    return new Span(month + EVALUATION, next.minusMonths(1), next.minusDays(1));
  }

  /** The span of the same kind before this one. */
  public Span before(RateSchemes schemes) {
    if (period.endsWith(EVALUATION)) {
      return evaluation(
          YearMonth.parse(period.substring(0, MONTH_CHARACTERS)).minusMonths(1), schemes);
    }
    if (isMonth()) {
      return month(YearMonth.from(first).minusMonths(1));
    }
    return first.equals(last) ? day(first.minusDays(1)) : week(first.minusDays(DAYS_A_WEEK));
  }

  /** Whether it is a month, which dockets close. */
  public boolean isMonth() {
    return period.length() == MONTH_CHARACTERS;
  }

  /** Whether its last day is over at an instant, milliseconds since 1970. */
  public boolean isOver(long ms) {
    return last.isBefore(Times.day(ms));
  }

  /**
   * Refuses a span that has not begun at an instant, milliseconds since 1970, with an {@link
   * IllegalArgumentException}.
   */
  public void checkBegun(long ms) {
    if (first.isAfter(Times.day(ms))) {
      throw new IllegalArgumentException(
          "period: " + period + " (expected: one that has begun; it is " + Times.day(ms) + " now)");
    }
  }
}
