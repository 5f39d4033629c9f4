package city.hotline.cli;

import city.hotline.city.DemoCity;
import city.hotline.city.JourneyRun;
import city.hotline.city.MonthRun;
import city.hotline.city.Report;
import city.hotline.city.TraceRun;
import city.hotline.client.HotlineClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drives a grid with a simulated city. */
@Command(
    name = "city",
    mixinStandardHelpOptions = true,
    description = {
      "Drive a running grid with a simulated city.",
      "With complete journeys or a month as fast as it answers, with a recorded day, or, without any of"
          + " these, as a demonstration that goes on until it is interrupted.",
      "A month begins on the first of the next one; afterwards grid time stands until a demonstration"
          + " runs. Ended after its first midnight, the same command goes on with the day it was in.",
      "Exit codes: 0 both sides counted the same, 1 they did not, 2 another driver has the grid."
    })
final class CityCommand implements Callable<Integer> {

  /**
   * Longer than a grid takes that was killed as a whole and comes back on one slow machine: there
   * three nodes start in 45 s and need two cores for another minute.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Mixin private GridOptions grid = new GridOptions();

  @ArgGroup private @Nullable Run run;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What chance is drawn from (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "One JSON object on standard output (not with --month).")
  private boolean json;

  @Option(
      names = "--speed",
      description =
          "Grid seconds a real second (default: 600 for a trace, 60 for a demonstration).")
  private double speed;

  @Option(
      names = "--calls-per-day",
      defaultValue = "70000",
      description = "Calls of a day, on average (default: ${DEFAULT-VALUE}).")
  private int callsPerDay = 70_000;

  @Option(
      names = "--seats",
      defaultValue = "1710",
      description = "Operators, of whom some are on duty (default: ${DEFAULT-VALUE}).")
  private int seats = 1710;

  @Option(names = "--step-seconds", defaultValue = "900", hidden = true)
  private int stepSeconds = 900;

  @Option(
      names = "--days",
      defaultValue = "31",
      description = "So many days of the month, from its first on (default: all).")
  private int days = 31;

  @Option(
      names = "--units",
      defaultValue = "480",
      description = "Units that follow their orders during the month (default: ${DEFAULT-VALUE}).")
  private int units = 480;

  @Option(
      names = "--state",
      description = "Where a month's own count is kept (default: city-month-SEED.state).")
  private @Nullable Path state;

  @Option(names = "--in-flight", defaultValue = "256", hidden = true)
  private int inFlight = 256;

  @Option(names = "--seats-per-district", defaultValue = "8", hidden = true)
  private int seatsPerDistrict = 8;

  @Spec private @Nullable CommandSpec spec;

  static final class Run {
    @Option(names = "--journeys", description = "So many complete journeys, then compare.")
    private int journeys;

    @Option(names = "--month", description = "A month of the city, as fast as the grid answers.")
    private boolean month;

    @Option(names = "--trace", description = "A recorded day, call by call (CSV).")
    private @Nullable Path trace;
  }

  @Override
  public Integer call() throws Exception {
    check();
    grid.requireServing();
    try (HotlineClient client = client()) {
      if (run != null && run.month) {
        return month(client);
      }
      if (run == null) {
        double demoSpeed = speed == 0 ? 60 : speed;
        DemoCity.run(client, new DemoCity.Options(demoSpeed, callsPerDay, seats, seed), System.err);
        return 0;
      }
      Report report =
          run.trace == null
              ? JourneyRun.run(
                  client,
                  new JourneyRun.Options(run.journeys, seed, inFlight, seatsPerDistrict),
                  System.err)
              : trace(client, run.trace);
      PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
      out.println(json ? report.json() : report.text());
      return report.equal() ? 0 : 1;
    }
  }

  private int month(HotlineClient client) throws InterruptedException {
    try {
      Path kept = state == null ? Path.of("city-month-" + seed + ".state") : state;
      MonthRun.Outcome outcome =
          MonthRun.run(
              client,
              new MonthRun.Options(callsPerDay, seats, seed, stepSeconds, days, units, kept),
              System.err);
      PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
      outcome.text().forEach(out::println);
      return outcome.equal() ? 0 : 1;
    } catch (MonthRun.Stalled e) {
      throw new Failures.CommandFailed(
          1,
          "the month: "
              + e.getMessage()
              + " The same command goes on with the day it was in, from the second day on.");
    } catch (IllegalArgumentException | IOException e) {
      throw new Failures.CommandFailed(2, "the month: " + e.getMessage());
    }
  }

  private Report trace(HotlineClient client, Path file) throws InterruptedException {
    try {
      return TraceRun.run(
          client, new TraceRun.Options(file, speed == 0 ? 600 : speed, seed), System.err);
    } catch (IllegalArgumentException | IOException e) {
      throw new Failures.CommandFailed(2, "cannot read the trace: " + e.getMessage());
    }
  }

  private HotlineClient client() {
    return grid.client()
        .patience(PATIENCE)
        .linkWindow(128)
        .seatConnections(run == null || run.month ? 1 + seats / 250 : 1)
        // Nothing the city does in a callback waits.
        .callbacks(Runnable::run)
        .build();
  }

  private void check() {
    require(run == null || run.month || run.trace != null || run.journeys > 0, "--journeys", "> 0");
    require(speed >= 0, "--speed", "> 0");
    require(callsPerDay > 0, "--calls-per-day", "> 0");
    require(seats > 0, "--seats", "> 0");
    require(days > 0, "--days", "> 0");
    require(units >= 0, "--units", ">= 0");
    require(stepSeconds > 0 && stepSeconds <= 3600, "--step-seconds", "1 to 3600");
    require(inFlight > 0, "--in-flight", "> 0");
    require(seatsPerDistrict > 0, "--seats-per-district", "> 0");
  }

  private void require(boolean holds, String option, String expected) {
    if (!holds) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "picocli sets it").commandLine(),
          option + ": out of range (expected: " + expected + ")");
    }
  }
}
