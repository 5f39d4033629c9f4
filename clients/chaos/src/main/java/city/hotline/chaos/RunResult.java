package city.hotline.chaos;

import city.hotline.chaos.check.Violation;
import java.util.List;

/**
 * What became of one run.
 *
 * @param faults how many were staged
 * @param hits how often a process was killed, frozen or ended by them
 * @param commands acknowledged
 * @param refusals judged
 * @param records in the surviving log
 * @param seconds it took in all
 * @param violations how many
 * @param first some of them
 */
public record RunResult(
    int faults,
    int hits,
    int commands,
    int refusals,
    int records,
    long seconds,
    int violations,
    List<Violation> first) {

  /** One line for a person. */
  public String line() {
    return String.format(
        "%d faults (%d hits), %,d commands acknowledged, %,d refused, %,d records: %s, %d s",
        faults,
        hits,
        commands,
        refusals,
        records,
        violations == 0 ? "0 violations" : violations + " VIOLATIONS",
        seconds);
  }
}
