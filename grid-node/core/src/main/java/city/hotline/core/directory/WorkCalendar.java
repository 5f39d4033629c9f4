package city.hotline.core.directory;

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
}
