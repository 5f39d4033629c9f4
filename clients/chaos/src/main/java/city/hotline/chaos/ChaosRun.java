package city.hotline.chaos;

import city.hotline.chaos.check.Checker;
import city.hotline.chaos.check.Evidence;
import city.hotline.chaos.check.Findings;
import city.hotline.chaos.check.Violation;
import city.hotline.chaos.history.History;
import city.hotline.chaos.load.Workload;
import city.hotline.chaos.stage.Stage;
import city.hotline.chaos.stage.StagePlan;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.journal.v1.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run: a new grid, people who work with it, fault after fault, then rest, and the judgement.
 * Not thread-safe; to be run once.
 */
public final class ChaosRun {
  /** The busy districts; all others are there, but quiet or idle. */
  public static final List<String> DISTRICTS = List.of("110101", "110105", "110108", "110000");

  /** Where callers come and go, but nobody sits. */
  private static final List<String> QUIET = List.of("110106", "110107", "110109");

  private static final int START_SECONDS = 90;
  private static final int BACK_SECONDS = 60;
  private static final int CALL_EVERY_MS = 25;

  private final RunPlan plan;
  private final Journals journals;
  private final History history = new History();
  private final Findings findings = new Findings();
  private final SplittableRandom random;
  private final Map<FaultKind, RunResult.Staged> counts = new LinkedHashMap<>();
  private int records;
  private int kills;

  /** A run that has not begun. */
  public ChaosRun(RunPlan plan, Journals journals) {
    this.plan = plan;
    this.journals = journals;
    this.random = new SplittableRandom(plan.seed());
  }

  /** Runs it; blocks for about two minutes. */
  public RunResult run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    StagePlan grid =
        new StagePlan(
            plan.folder(),
            plan.nodes(),
            plan.firstPort(),
            plan.java(),
            plan.nodeOptions(),
            plan.ground());
    try (Stage stage = new Stage(grid)) {
      for (int node : stage.all()) {
        stage.start(node);
      }
      if (stage.awaitServing(START_SECONDS)) {
        work(stage);
      } else {
        didNotRecover("the grid did not begin to serve within " + START_SECONDS + " s");
      }
    }
    if (findings.count() > 0) {
      new EvidenceFolder(plan.folder()).write(history, findings);
    }
    return result(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
  }

  private void work(Stage stage) throws IOException, InterruptedException {
    GetFiguresResponse figures = null;
    List<List<ShardCopy>> live = List.of();
    try (Workload workload = new Workload(stage.addresses(), random.nextLong(), history)) {
      workload.begin(DISTRICTS, QUIET, CALL_EVERY_MS);
      breakIt(stage, workload);
      String busy = workload.drain(plan.patienceSeconds());
      if (!busy.isEmpty()) {
        didNotRecover(
            "after "
                + plan.patienceSeconds()
                + " s without faults not everybody was done: "
                + busy);
      }
      Rest rest = new Rest(stage, history);
      Optional<Rest.State> state = rest.await(plan.patienceSeconds());
      if (state.isPresent()) {
        figures = state.get().figures();
        live = state.get().copies();
      } else {
        didNotRecover(
            "the copies did not come to rest within "
                + plan.patienceSeconds()
                + " s: "
                + rest.problem());
      }
    }
    kills = stage.kills();
    stage.freezeAndKill();
    judge(stage, figures, live);
  }

  private void breakIt(Stage stage, Workload workload) throws InterruptedException {
    Faults staged = new Faults(stage, workload, busyAndQuiet(), random.split());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.seconds());
    boolean back = true;
    while (back && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(200, 1_500));
      FaultKind kind = plan.fault();
      if (kind == null) {
        kind = FaultKind.mixed(plan.ground(), random);
      }
      back = survives(stage, staged, kind);
    }
  }

  private static List<String> busyAndQuiet() {
    List<String> all = new ArrayList<>(DISTRICTS);
    all.addAll(QUIET);
    return all;
  }

  private boolean survives(Stage stage, Faults staged, FaultKind kind) throws InterruptedException {
    RunResult.Staged before = counts.getOrDefault(kind, new RunResult.Staged(0, 0));
    counts.put(kind, before.plus(0));
    String after = "after " + kind.text() + ", fault " + (before.faults() + 1) + " of its kind, ";
    try {
      counts.put(kind, before.plus(staged.stage(kind)));
    } catch (IOException e) {
      didNotRecover(after + "it could not be staged: " + e.getMessage());
      return false;
    }
    if (!stage.awaitServing(BACK_SECONDS)) {
      didNotRecover(after + "the grid did not serve within " + BACK_SECONDS + " s");
      return false;
    }
    if (stage.running().size() < stage.all().size()) {
      didNotRecover(after + "a node ended by itself: of all only " + stage.running() + " run");
      return false;
    }
    return true;
  }

  private void didNotRecover(String what) {
    findings.add(Violation.Kind.DID_NOT_RECOVER, what);
  }

  private void judge(
      Stage stage, @Nullable GetFiguresResponse figures, List<List<ShardCopy>> live) {
    List<Evidence.Node> nodes = new ArrayList<>();
    for (int node : stage.all()) {
      try {
        List<Entry> entries = journals.entries(stage.data(node));
        nodes.add(
            new Evidence.Node(
                "node-" + node,
                entries,
                live.isEmpty() ? List.of() : live.get(node),
                replay(stage, node)));
      } catch (IOException | RuntimeException e) {
        findings.add(Violation.Kind.JOURNAL_UNREADABLE, "the journal of node " + node + ": " + e);
        return;
      }
    }
    records = distinct(nodes);
    findings.addAll(Checker.check(new Evidence(history, nodes, figures)));
  }

  private List<ShardCopy> replay(Stage stage, int node) throws IOException {
    try {
      return journals.replay(stage.data(node));
    } catch (RuntimeException e) {
      findings.add(Violation.Kind.CANNOT_BE_REPLAYED, "the journal of node " + node + ": " + e);
      return List.of();
    }
  }

  private static int distinct(List<Evidence.Node> nodes) {
    Set<Object> distinct = new HashSet<>();
    nodes.forEach(
        n ->
            n.journal().stream()
                .filter(Entry::hasRecord)
                .map(Entry::getRecord)
                .forEach(r -> distinct.add(List.of(r.getShard(), r.getEpoch(), r.getSequence()))));
    return distinct.size();
  }

  private RunResult result(long seconds) {
    int commands =
        (int) history.attempts().stream().filter(a -> a.acknowledgement() != null).count();
    int refusals = (int) history.attempts().stream().filter(a -> a.refused() != null).count();
    return new RunResult(
        counts,
        kills,
        commands,
        refusals,
        records,
        seconds,
        findings.count(),
        findings.violations());
  }
}
