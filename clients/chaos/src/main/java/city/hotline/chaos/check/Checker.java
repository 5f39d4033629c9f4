package city.hotline.chaos.check;

import java.util.List;

/** Judges a run: all checks, one after the other. */
public final class Checker {
  private static final List<Check> AT_ANY_TIME =
      List.of(
          new AnswersCheck(),
          new OnceCheck(),
          new OrderInTimeCheck(),
          new RefusalsInTimeCheck(),
          new TimeCheck(),
          new SightingsCheck(),
          new JournalsCheck());

  private static final List<Check> AT_REST =
      List.of(
          new ReadersCheck(),
          new CourierCheck(),
          new LoansCheck(),
          new FiguresCheck(),
          new CopiesCheck());

  private Checker() {}

  /** Everything that must never happen and did. */
  public static Findings check(Evidence evidence) {
    Findings findings = new Findings();
    SurvivingLog log = SurvivingLog.of(evidence.nodes(), findings);
    AT_ANY_TIME.forEach(c -> c.check(evidence, log, findings));
    if (evidence.figures() != null) {
      AT_REST.forEach(c -> c.check(evidence, log, findings));
    }
    return findings;
  }
}
