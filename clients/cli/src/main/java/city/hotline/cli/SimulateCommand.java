package city.hotline.cli;

import city.hotline.simulator.DocketSimulation;
import city.hotline.simulator.FloorSimulation;
import city.hotline.simulator.Lived;
import city.hotline.simulator.Wrong;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Random lives of a floor or a docket, counted a second time. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Let a floor, or a docket, live at random, without a grid.",
      "Callers, seats and the switch, or units and citizens, do what is sensible and what is not,",
      "commands are repeated and come late, the owner crashes and is replaced.",
      "Everything is counted a second time; then a table tells how often each transition and each",
      "refusal was seen.",
      "Exit codes: 0 all well, 1 something that must never be, less than half was accepted, or a",
      "transition or refusal was seen less often than --at-least says."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final long RECOUNT_EVERY = 10_000;
  private static final long SHARE = 10_000;
  private static final long MOST_NEEDED = 1_000;
  private static final int RAREST = 5;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--commands",
      defaultValue = "10000000",
      description = "How many commands (default: ${DEFAULT-VALUE}).")
  private long commands = 10_000_000;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What chance is drawn from (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--at-least",
      paramLabel = "TIMES",
      description = {
        "How often each transition and each refusal must be seen",
        "(default: once in 10,000 commands, at most 1,000 times)."
      })
  private @Nullable Long atLeast;

  @Option(names = "--docket", description = "A street's work orders instead, life after life.")
  private boolean docket;

  @Override
  public Integer call() {
    if (commands < 1) {
      throw new Failures.CommandFailed(2, "--commands: " + commands + " (expected: 1 or more)");
    }
    long began = System.nanoTime();
    Lived lived;
    try {
      lived =
          docket
              ? new DocketSimulation(commands, seed, RECOUNT_EVERY, SimulateCommand::tell).run()
              : new FloorSimulation(commands, seed, RECOUNT_EVERY, SimulateCommand::tell).run();
    } catch (Wrong e) {
      out().printf("seed %d, %s%n", seed, e.getMessage());
      out().flush();
      return 1;
    }
    double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
    long least = atLeast == null ? Math.min(MOST_NEEDED, commands / SHARE) : atLeast;
    print(lived, least, seconds);
    boolean half = lived.accepted() * 2 >= commands;
    return half && lived.below(least).isEmpty() ? 0 : 1;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
  }

  private static void tell(long through) {
    System.err.printf("%,d commands%n", through);
  }

  private void print(Lived lived, long least, double seconds) {
    PrintWriter out = out();
    lived
        .seen()
        .forEach(
            (what, count) ->
                out.printf("%,12d  %s%s%n", count, what, count < least ? "  TOO FEW" : ""));
    out.printf(
        "seed %d: %,d commands in %.0f s, %,d accepted (%.0f %%), %,d refused, %,d repeated%n",
        seed,
        commands,
        seconds,
        lived.accepted(),
        lived.accepted() * 100.0 / commands,
        lived.refused(),
        lived.repeated());
    out.printf(
        "%,d crashes, %,d other owners, %,d full recounts: all counts are equal%n",
        lived.crashes(), lived.failOvers(), lived.recounts());
    Map<String, Long> rarest = lived.rarest(RAREST);
    out.printf("rarest: %s%n", rarest);
    Map<String, Long> below = lived.below(least);
    if (!below.isEmpty()) {
      out.printf("seen less often than %,d times: %s%n", least, below);
    }
    out.flush();
  }
}
