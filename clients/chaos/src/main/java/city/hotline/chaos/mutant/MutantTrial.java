package city.hotline.chaos.mutant;

import city.hotline.chaos.ChaosRun;
import city.hotline.chaos.FaultKind;
import city.hotline.chaos.Journals;
import city.hotline.chaos.RunPlan;
import city.hotline.chaos.RunResult;
import city.hotline.chaos.check.Violation;
import city.hotline.chaos.stage.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs chaos against products with a defect each, and says by what they were found. */
public final class MutantTrial {
  private static final int TRIES = 2;
  private static final int NODES = 3;
  private static final int FAULT_SECONDS = 25;

  /** A node must be frozen for longer than the others wait before it is replaced. */
  private static final int PAUSE_SECONDS = 75;

  private static final int PATIENCE_SECONDS = 12;

  private final MutantBuild build;
  private final Program product;
  private final List<String> java;
  private final Path folder;
  private final int firstPort;
  private final Journals journals;

  /**
   * Tries against a product.
   *
   * @param sources the project's folder
   * @param java the Java executable and its flags; an archive for them makes all of it faster
   * @param folder for everything that is made on the way
   */
  public MutantTrial(
      Path sources,
      Program product,
      List<String> java,
      Path folder,
      int firstPort,
      Journals journals) {
    this.build = new MutantBuild(sources, List.of(product.jar()));
    this.product = product;
    this.java = java;
    this.folder = folder;
    this.firstPort = firstPort;
    this.journals = journals;
  }

  /** By which broken promises it was found; none: it was not, and the checks are too weak. */
  public Set<Violation.Kind> caught(Mutant mutant, long seed)
      throws IOException, InterruptedException {
    Path own = folder.resolve(mutant.name().replace(' ', '-'));
    Path changed = build.build(mutant, own);
    Set<Violation.Kind> kinds = new TreeSet<>();
    for (int attempt = 0; attempt < TRIES && kinds.isEmpty(); attempt++) {
      RunPlan plan =
          new RunPlan(
              seed + attempt,
              mutant.fault(),
              NODES,
              mutant.fault().durability(),
              mutant.fault() == FaultKind.PAUSE ? PAUSE_SECONDS : FAULT_SECONDS,
              PATIENCE_SECONDS,
              own.resolve("run-" + attempt),
              firstPort,
              product.command(java, changed),
              mutant.fault().ground());
      RunResult result = new ChaosRun(plan, journals).run();
      result.first().stream()
          .map(Violation::kind)
          .filter(kind -> kind != Violation.Kind.DID_NOT_RECOVER)
          .forEach(kinds::add);
    }
    return kinds;
  }
}
