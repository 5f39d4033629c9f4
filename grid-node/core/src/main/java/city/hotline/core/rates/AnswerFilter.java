package city.hotline.core.rates;

import city.hotline.core.directory.Directory;
import java.util.HashMap;
import java.util.Map;

/**
 * Which answers are meant: of a unit or those below it, of a class or those below it; empty means
 * all. Not thread-safe.
 */
public final class AnswerFilter {

  private final String unit;
  private final String classCode;
  private final Directory directory;
  private final Map<String, Boolean> within = new HashMap<>();

  /** Of this unit and this class. */
  public AnswerFilter(String unit, String classCode, Directory directory) {
    this.unit = unit;
    this.classCode = classCode;
    this.directory = directory;
  }

  /** Whether an answer is meant. */
  public boolean has(String replied, String ofClass) {
    return ofClass.startsWith(classCode)
        && (unit.isEmpty()
            || within.computeIfAbsent(replied, code -> directory.isWithin(code, unit)));
  }
}
