package city.hotline.chaos.check;

import java.util.List;

/** Judges a run: all checks, one after the other. */
public final class Checker {
  private static final List<Check> CHECKS =
      List.of(
          new AnswersCheck(),
          new OnceCheck(),
          new OrderInTimeCheck(),
          new SightingsCheck(),
          new ReadersCheck(),
          new CourierCheck(),
          new FiguresCheck(),
          new CopiesCheck());

  private Checker() {}

  /** Everything that must never happen and did. */
  public static Findings check(Evidence evidence) {
    Findings findings = new Findings();
    SurvivingLog log = SurvivingLog.of(evidence.nodes(), findings);
    CHECKS.forEach(c -> c.check(evidence, log, findings));
    return findings;
  }
}
