package city.hotline.cli;

import city.hotline.chaos.ChaosRun;
import city.hotline.chaos.FaultKind;
import city.hotline.chaos.Results;
import city.hotline.chaos.RunPlan;
import city.hotline.chaos.RunResult;
import city.hotline.chaos.check.Violation;
import city.hotline.chaos.mutant.ClockBuild;
import city.hotline.chaos.mutant.DeathBuild;
import city.hotline.chaos.mutant.Mutant;
import city.hotline.chaos.mutant.MutantBuild;
import city.hotline.chaos.mutant.MutantTrial;
import city.hotline.chaos.mutant.Mutants;
import city.hotline.chaos.stage.Commands;
import city.hotline.chaos.stage.Folders;
import city.hotline.chaos.stage.Ground;
import city.hotline.chaos.stage.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Breaks grids on purpose and checks what they acknowledged. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Start a grid on this machine, let people work with it, break it again and again, and check"
          + " that nothing acknowledged was lost or done twice. A run takes about two minutes.",
      "Exit codes: 0 no violation, 1 a violation; its evidence is kept."
    })
final class ChaosCommand implements Callable<Integer> {

  private static final int HEAP_MB = 512;
  private static final int PATIENCE_SECONDS = 35;

  @Option(names = "--runs", defaultValue = "1", description = "So many runs (default: 1).")
  private int runs = 1;

  @Option(names = "--minutes", description = "Runs until so many minutes are over instead.")
  private int minutes;

  @Option(names = "--seed", defaultValue = "1", description = "Of the first run; the next has +1.")
  private long seed = 1;

  @Option(
      names = "--fault",
      defaultValue = "mixed",
      description = {
        "kill-one, kill-owner, kill-again, kill-all, kill-two, restart, pause, corrupt, resize,",
        "point, clock, split, reset, slow-link, disk-hang, disk-full, power-cut or mixed. As root,",
        "mixed runs take in turn what needs a network and what needs disks of its own, too."
      })
  private String fault = "mixed";

  @Option(names = "--nodes", defaultValue = "3", description = "Nodes (default: 3).")
  private int nodes = 3;

  @Option(names = "--class", description = "Durability class: LOCAL, REPLICATED or FORCED.")
  private @Nullable String durability;

  @Option(
      names = "--seconds",
      defaultValue = "75",
      description = "How long faults come in each run, 1 to 600 (default: 75).")
  private int seconds = 75;

  @Option(names = "--results", description = "Adds a line of JSON for each run to this file.")
  private @Nullable Path results;

  @Option(
      names = "--data",
      defaultValue = "target/chaos",
      description = "Folder of data and evidence (default: target/chaos).")
  private Path data = Path.of("target", "chaos");

  @Option(
      names = "--first-port",
      defaultValue = "21000",
      description = "Free ports are looked for from here on (default: 21000).")
  private int firstPort = 21_000;

  @Option(
      names = "--mutants",
      description =
          "Put known defects into the product, one at a time, and see each of them found.")
  private boolean mutants;

  @Option(names = "--mutant", split = ",", description = "With --mutants: these alone, by name.")
  private List<String> only = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FaultKind kind = kind();
    if (nodes < 1 || nodes > 9 || runs < 1 || seconds < 1 || seconds > 600) {
      throw new Failures.CommandFailed(
          2, "out of range (expected: --nodes 1 to 9, --runs 1 or more, --seconds 1 to 600)");
    }
    if (kind != null && !kind.ground().isHere()) {
      throw new Failures.CommandFailed(
          2,
          "--fault: "
              + fault
              + " takes root, for network name spaces and mounts: run it as root, or name another");
    }
    PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    if (mutants) {
      return tryMutants(out) ? 0 : 1;
    }
    Results file = results == null ? null : new Results(results, commit(), machine());
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    List<String> java = java(kind);
    int broken = 0;
    int done = 0;
    while (minutes > 0 ? System.nanoTime() < until : done < runs) {
      RunPlan plan = plan(kind, seed + done, java);
      RunResult result = new ChaosRun(plan, new StoppedNodes()).run();
      out.printf("run %d, seed %d, %s: %s%n", ++done, plan.seed(), plan.faultName(), result.line());
      result.first().stream().limit(10).forEach(v -> out.println("  " + v));
      if (file != null) {
        file.add(plan, result);
      }
      if (result.violations() > 0) {
        broken++;
        out.println("  The evidence is in " + plan.folder());
      } else {
        Folders.remove(plan.folder());
      }
      out.flush();
    }
    out.printf("%d of %d runs without a violation%n", done - broken, done);
    if (file != null) {
      file.sums().forEach(out::println);
    }
    out.flush();
    return broken == 0 ? 0 : 1;
  }

  private RunPlan plan(@Nullable FaultKind kind, long runSeed, List<String> java)
      throws IOException {
    Path folder = data.resolve(fault + "-" + runSeed).toAbsolutePath();
    Folders.remove(folder);
    return new RunPlan(
        runSeed,
        kind,
        nodes,
        durability(kind),
        seconds,
        PATIENCE_SECONDS,
        folder,
        firstPort,
        java,
        ground(kind, runSeed));
  }

  private @Nullable String durability(@Nullable FaultKind kind) {
    if (durability != null) {
      return durability.toLowerCase(Locale.ROOT);
    }
    return kind == null ? null : kind.durability();
  }

  private static Ground ground(@Nullable FaultKind kind, long runSeed) {
    if (kind != null) {
      return kind.ground();
    }
    List<Ground> here = Stream.of(Ground.values()).filter(Ground::isHere).toList();
    return here.get((int) Math.floorMod(runSeed, (long) here.size()));
  }

  /** The command line of a node, from a copy of the jar where this runs from the jar. */
  private List<String> java(@Nullable FaultKind kind) throws IOException, InterruptedException {
    Optional<Program> jar = program();
    if (jar.isEmpty()) {
      return Launcher.javaCommand(NodeFlags.quick(HEAP_MB), List.of());
    }
    Program program = jar.get();
    List<String> java = Launcher.java(NodeFlags.quick(HEAP_MB));
    program.archive(java, firstPort);
    if (kind == FaultKind.POINT || kind == FaultKind.CLOCK) {
      Mutant changed = kind == FaultKind.POINT ? DeathBuild.all() : ClockBuild.all();
      Path folder = data.resolve("changed").toAbsolutePath();
      Folders.remove(folder);
      Path classes = new MutantBuild(Path.of(""), List.of(program.jar())).build(changed, folder);
      if (kind == FaultKind.CLOCK) {
        java.add(ClockBuild.FLAG);
      }
      return program.command(java, classes);
    }
    return program.command(java);
  }

  private Optional<Program> program() throws IOException {
    Optional<Path> jar = Launcher.jar();
    return jar.isEmpty()
        ? Optional.empty()
        : Optional.of(Program.copied(jar.get(), data.resolve("jar").toAbsolutePath()));
  }

  /** Whether every defect was found. */
  private boolean tryMutants(PrintWriter out) throws IOException, InterruptedException {
    Program program =
        program()
            .orElseThrow(
                () ->
                    new Failures.CommandFailed(
                        2, "--mutants: works from the jar only, with ./hotline"));
    List<String> java = Launcher.java(NodeFlags.quick(HEAP_MB));
    program.archive(java, firstPort);
    MutantTrial trial =
        new MutantTrial(
            Path.of(""),
            program,
            java,
            data.resolve("mutants").toAbsolutePath(),
            firstPort,
            new StoppedNodes());
    Folders.remove(data.resolve("mutants").toAbsolutePath());
    List<Mutant> wanted =
        Mutants.all().stream().filter(m -> only.isEmpty() || only.contains(m.name())).toList();
    int caught = 0;
    for (Mutant mutant : wanted) {
      long began = System.nanoTime();
      Set<Violation.Kind> kinds = trial.caught(mutant, seed);
      caught += kinds.isEmpty() ? 0 : 1;
      out.printf(
          "%-46s %-10s %s, %d s%n",
          mutant.name(),
          mutant.fault().text(),
          kinds.isEmpty() ? "NOT CAUGHT" : "caught: " + kinds,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
      out.flush();
    }
    out.printf("%d of %d mutants caught%n", caught, wanted.size());
    out.flush();
    return caught == wanted.size();
  }

  private @Nullable FaultKind kind() {
    if (fault.equals("mixed")) {
      return null;
    }
    return Stream.of(FaultKind.values())
        .filter(k -> k.text().equals(fault))
        .findFirst()
        .orElseThrow(
            () ->
                new Failures.CommandFailed(
                    2,
                    "--fault: "
                        + fault
                        + " (expected: mixed or one of "
                        + Stream.of(FaultKind.values()).map(FaultKind::text).toList()
                        + ")"));
  }

  private static String commit() throws InterruptedException {
    try {
      return Commands.run(List.of("git", "describe", "--always", "--dirty")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String machine() {
    return String.format(
        "%d cores, %s %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version().feature());
  }
}
