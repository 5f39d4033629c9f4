package city.hotline.core.directory;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;

/**
 * Days of every year, both ends included; it may go over New Year, as the heating season does.
 *
 * @param from the first day
 * @param to the last day
 */
record YearlyWindow(MonthDay from, MonthDay to) {

  /** Every day. */
  static final YearlyWindow ALWAYS = new YearlyWindow(MonthDay.of(1, 1), MonthDay.of(12, 31));

  private static final String BETWEEN = "..";

  /**
   * Reads "always", or two days such as "11-15..03-15".
   *
   * @throws IllegalArgumentException when it is neither
   */
  static YearlyWindow parse(String text) {
    if (text.equals("always")) {
      return ALWAYS;
    }
    int middle = text.indexOf(BETWEEN);
    try {
      return new YearlyWindow(
          MonthDay.parse("--" + text.substring(0, Math.max(0, middle))),
          MonthDay.parse("--" + text.substring(middle + BETWEEN.length())));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("neither always nor two days", e);
    }
  }

  boolean contains(LocalDate day) {
    return contains(MonthDay.from(day));
  }

  private boolean contains(MonthDay day) {
    boolean begun = !day.isBefore(from);
    boolean lasts = !day.isAfter(to);
    return from.isAfter(to) ? begun || lasts : begun && lasts;
  }

  /** Whether some day lies in both. */
  boolean overlaps(YearlyWindow other) {
    return contains(other.from) || other.contains(from);
  }

  @Override
  public String toString() {
    return equals(ALWAYS)
        ? "always"
        : from.toString().substring(2) + BETWEEN + to.toString().substring(2);
  }
}
