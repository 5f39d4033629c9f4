package city.hotline.chaos;

import city.hotline.chaos.check.Violation;
import java.util.List;
import java.util.Map;

/**
 * What became of one run.
 *
 * @param staged faults by kind, in the order in which they first came
 * @param kills how often a running process was ended by kill -9, in whatever kind of fault
 * @param commands acknowledged
 * @param refusals judged
 * @param records in the surviving log
 * @param seconds it took in all
 * @param violations how many
 * @param first some of them
 */
public record RunResult(
    Map<FaultKind, Staged> staged,
    int kills,
    int commands,
    int refusals,
    int records,
    long seconds,
    int violations,
    List<Violation> first) {

  /**
   * Faults of one kind.
   *
   * @param faults how many were staged
   * @param hits how often a process was killed, frozen, cut off or ended by them
   */
  public record Staged(int faults, int hits) {
    Staged plus(int more) {
      return new Staged(faults + 1, hits + more);
    }
  }

  /** Of all kinds. */
  public int faults() {
    return staged.values().stream().mapToInt(Staged::faults).sum();
  }

  /** Of all kinds. */
  public int hits() {
    return staged.values().stream().mapToInt(Staged::hits).sum();
  }

  /** One line for a person. */
  public String line() {
    return String.format(
        "%d faults (%d hits, %d kill -9), %,d commands acknowledged, %,d refused, %,d records: %s, %d s",
        faults(),
        hits(),
        kills,
        commands,
        refusals,
        records,
        violations == 0 ? "0 violations" : violations + " VIOLATIONS",
        seconds);
  }
}
