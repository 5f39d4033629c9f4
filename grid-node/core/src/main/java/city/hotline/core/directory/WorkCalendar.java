package city.hotline.core.directory;

import city.hotline.core.moment.Times;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;

/**
 * Which days are worked: Monday to Friday, but for public holidays, and the weekend days that are
 * worked for them. A year without lines in the file has weekends only.
 */
public final class WorkCalendar {

  private final Map<LocalDate, Boolean> exceptions;

  /**
   * Knows these exceptions.
   *
   * @param exceptions whether the day is worked, of each day that is not as its weekday is
   */
  WorkCalendar(Map<LocalDate, Boolean> exceptions) {
    this.exceptions = Map.copyOf(exceptions);
  }

  /** Whether the local day of the city is worked. */
  public boolean isWorked(LocalDate day) {
    Boolean exception = exceptions.get(day);
    if (exception != null) {
      return exception;
    }
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  /**
   * When a span of worked time is over that begins at an instant; of a day that is worked, all 24
   * hours count. All in milliseconds, instants since 1970.
   */
  public long after(long fromMs, long spanMs) {
    long cursorMs = fromMs;
    long restMs = spanMs;
    while (true) {
      LocalDate day = Times.day(cursorMs);
      long nextDayMs = Times.startOf(day.plusDays(1));
      if (isWorked(day)) {
        if (restMs <= nextDayMs - cursorMs) {
          return cursorMs + restMs;
        }
        restMs -= nextDayMs - cursorMs;
      }
      cursorMs = nextDayMs;
    }
  }

  /** How much of the time between two instants is worked; 0 when the second is not later. */
  public long worked(long fromMs, long toMs) {
    long workedMs = 0;
    long cursorMs = fromMs;
    while (cursorMs < toMs) {
      LocalDate day = Times.day(cursorMs);
      long endMs = Math.min(toMs, Times.startOf(day.plusDays(1)));
      if (isWorked(day)) {
        workedMs += endMs - cursorMs;
      }
      cursorMs = endMs;
    }
    return workedMs;
  }
}
