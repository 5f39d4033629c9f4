package city.hotline.cli;

import city.hotline.cli.bench.DelayBench;
import city.hotline.cli.bench.FloorBench;
import city.hotline.cli.bench.MemoryBench;
import city.hotline.cli.bench.QuickBench;
import city.hotline.cli.bench.ReplayBench;
import city.hotline.cli.bench.SearchBench;
import city.hotline.cli.bench.SnapshotBench;
import city.hotline.client.HotlineClient;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the grid against a bare distributed map, its starts and its snapshots. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "--quick: measure grid commands against a bare map, interleaved in one run.",
      "B1: setAsync of 120 bytes, 1,000 keys, one synchronous backup, 128 in flight.",
      "Grid: arrivals and hang-ups on 16 floors, two members, class REPLICATED.",
      "Exit code 1 if an acknowledged command is missing from the state afterwards.",
      "--replay: measure how long a start takes, from the beginning of a journal and from a",
      "checkpoint. Exit code 1 if a copy differs.",
      "--snapshot: measure how long a docket is held while its snapshot is taken.",
      "--floor: measure what one command costs on floors of 100 to 20,000 seats, rules alone.",
      "--search: measure how long it takes to find orders in a district of 100,000 open ones while",
      "they change. Exit code 1 if one of 100 questions takes 50 ms or more.",
      "--memory: measure what an open and a closed order take of a copy's heap, free text and its",
      "own garbage left out. Exit code 1 if it is more than 1,024 bytes or 300.",
      "--delay: measure, on a grid that runs, how long it takes from the instant a call is meant to",
      "come in until an idle seat is shown that it rings there: 300 seats, 20 calls a second, talk",
      "10 s, wrap-up 2 s. Exit code 1 if a call did not get through."
    })
final class BenchCommand implements Callable<Integer> {

  private static final Gson SNAKE =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .create();

  private static final double MOST_SEARCH_MS = 50;
  private static final double MOST_OPEN_BYTES = 1_024;
  private static final double MOST_CLOSED_BYTES = 300;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Throughput, in three minutes.")
  private boolean quick;

  @Option(names = "--replay", description = "Replay, in about half a minute; 2 GiB of /tmp.")
  private boolean replay;

  @Option(names = "--snapshot", description = "Snapshots beside commands, in some seconds.")
  private boolean snapshot;

  @Option(names = "--floor", description = "Cost of a command by seats, in a minute.")
  private boolean floor;

  @Option(names = "--delay", description = "From a call to its seat, for --seconds.")
  private boolean delay;

  @Option(names = "--search", description = "Finding orders among --orders, in some minutes.")
  private boolean search;

  @Option(names = "--memory", description = "Heap of --orders, in half a minute.")
  private boolean memory;

  @Option(
      names = "--orders",
      defaultValue = "100000",
      description = "Orders of the district for --search, --memory (default: ${DEFAULT-VALUE}).")
  private int orders = 100_000;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--district",
      defaultValue = "110105",
      description = "The floor for --delay; nobody else may use it (default: ${DEFAULT-VALUE}).")
  private String district = "110105";

  @Option(
      names = "--seconds",
      defaultValue = "600",
      description = "How long --delay measures (default: ${DEFAULT-VALUE}).")
  private int seconds = 600;

  @Option(
      names = "--commands",
      defaultValue = "1000000",
      description = "How many commands to replay (default: ${DEFAULT-VALUE}).")
  private long commands = 1_000_000;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (replay) {
      return replay();
    }
    if (snapshot) {
      return snapshot();
    }
    if (floor) {
      return floor();
    }
    if (search) {
      return search();
    }
    if (memory) {
      return memory();
    }
    if (delay) {
      return delay();
    }
    if (!quick) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "picocli sets it").commandLine(),
          "Say --quick, --replay, --snapshot, --floor, --search, --memory or --delay.");
    }
    QuickBench.Result result = new QuickBench(System.err).run();
    if (json) {
      System.out.println(asJson(result));
    } else {
      System.out.printf(
          "B1 %,.0f/s  grid %,.0f/s  ratio %.2f  class %s%n%s%n%,d acknowledged, %d missing%n",
          result.b1OpsPerSecond(),
          result.gridCommandsPerSecond(),
          result.ratio(),
          result.durabilityClass(),
          result.machine(),
          result.acknowledged(),
          result.missing());
    }
    return result.missing() == 0 ? 0 : 1;
  }

  private int replay() throws IOException {
    ReplayBench.Result result = new ReplayBench(System.err, commands).run();
    if (json) {
      System.out.println(SNAKE.toJson(result));
    } else {
      System.out.printf(
          "replay %,d commands, %.0f MB: %.1f s, %,.0f/s%n"
              + "checkpoint %.0f MB: %.1f s to write, %.1f s to start from%n"
              + "%s%n",
          result.commands(),
          result.megabytes(),
          result.replaySeconds(),
          result.commands() / result.replaySeconds(),
          result.checkpointMegabytes(),
          result.checkpointSeconds(),
          result.restartSeconds(),
          result.same() ? "every copy stands where it stood" : "COPIES DIFFER");
    }
    return result.same() ? 0 : 1;
  }

  private int snapshot() throws IOException, InterruptedException {
    SnapshotBench.Result result = new SnapshotBench(System.err).run();
    if (json) {
      System.out.println(SNAKE.toJson(result));
      return 0;
    }
    System.out.printf(
        "%d snapshots of a docket with %,d open orders, %,d commands decided meanwhile%n",
        result.snapshots(), result.openOrders(), result.commands());
    print("held    ", result.held());
    print("cpu time", result.cpu());
    System.out.println("held longest:");
    for (SnapshotBench.Freeze freeze : result.longest()) {
      System.out.printf(
          "  number %d: %.2f ms, of which %.2f ms cpu time, %d collections of garbage%n",
          freeze.number(), freeze.heldMs(), freeze.cpuMs(), freeze.collections());
    }
    return 0;
  }

  private int delay() throws InterruptedException {
    if (seconds < 1 || seconds > 86_400) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "picocli sets it").commandLine(),
          "--seconds: " + seconds + " (expected: 1 to 86400)");
    }
    grid.requireServing();
    DelayBench.Result result;
    try (HotlineClient client = grid.client().build()) {
      result = new DelayBench(System.err, client, district, seconds).run();
    }
    if (json) {
      System.out.println(SNAKE.toJson(result));
    } else {
      System.out.printf(
          "%d seats, %d calls/s for %d s: %,d calls, %,d rang, %,d wrapped up, %d failures%n"
              + "delay ms: median %.1f, 95%% %.1f, 99%% %.1f, 99.9%% %.1f, at most %.1f%n",
          result.seats(),
          result.callsPerSecond(),
          result.seconds(),
          result.calls(),
          result.rang(),
          result.wrappedUp(),
          result.failures(),
          result.delayMs().median(),
          result.delayMs().p95(),
          result.delayMs().p99(),
          result.delayMs().p999(),
          result.delayMs().most());
    }
    return result.wrappedUp() == result.calls() && result.failures() == 0 ? 0 : 1;
  }

  private void requireOrders() {
    if (orders < 1_000) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "picocli sets it").commandLine(),
          "--orders: " + orders + " (expected: 1000 or more)");
    }
  }

  private int memory() {
    requireOrders();
    MemoryBench.Result result = new MemoryBench(System.err, orders).run();
    if (json) {
      System.out.println(SNAKE.toJson(result));
    } else {
      System.out.printf(
          "%,d orders, bytes of heap each: %,.0f dispatched, %,.0f in handling, %,.0f closed%n",
          result.orders(), result.dispatchedBytes(), result.openBytes(), result.closedBytes());
    }
    return result.openBytes() <= MOST_OPEN_BYTES && result.closedBytes() <= MOST_CLOSED_BYTES
        ? 0
        : 1;
  }

  private int search() throws IOException, InterruptedException {
    requireOrders();
    SearchBench.Result result = new SearchBench(System.err, orders).run();
    if (json) {
      System.out.println(SNAKE.toJson(result));
    } else {
      System.out.printf(
          "%,d open orders, opened and found in %.1f s, %.0f MB of index; %,d changes meanwhile%n"
              + "%-24s %9s %9s %9s  ms%n",
          result.orders(),
          result.foldedSeconds(),
          result.indexMegabytes(),
          result.changes(),
          "",
          "median",
          "p99",
          "most");
      result.kinds().forEach(BenchCommand::print);
      print(result.all());
    }
    return result.all().p99Ms() < MOST_SEARCH_MS ? 0 : 1;
  }

  private static void print(SearchBench.Kind kind) {
    System.out.printf(
        "%-24s %9.1f %9.1f %9.1f%n", kind.kind(), kind.medianMs(), kind.p99Ms(), kind.mostMs());
  }

  private int floor() {
    List<FloorBench.Cost> costs = new FloorBench(System.err).run();
    if (json) {
      System.out.println(SNAKE.toJson(costs));
      return 0;
    }
    System.out.printf("%8s %8s %10s %8s %8s  us%n", "seats", "waiting", "median", "mean", "p99");
    for (FloorBench.Cost cost : costs) {
      System.out.printf(
          "%,8d %,8d %10.1f %8.1f %8.1f%n",
          cost.seats(), cost.waiting(), cost.medianUs(), cost.meanUs(), cost.p99Us());
    }
    return 0;
  }

  private static void print(String what, SnapshotBench.Spread spread) {
    System.out.printf(
        "%s %.2f ms median, %.2f ms 99th percentile, %.2f ms at most%n",
        what, spread.medianMs(), spread.p99Ms(), spread.mostMs());
  }

  private static JsonObject asJson(QuickBench.Result result) {
    JsonObject object = new JsonObject();
    object.addProperty("b1_ops_per_s", Math.round(result.b1OpsPerSecond()));
    object.addProperty("grid_commands_per_s", Math.round(result.gridCommandsPerSecond()));
    object.addProperty("ratio", Math.round(result.ratio() * 100) / 100.0);
    object.addProperty("durability_class", result.durabilityClass());
    object.addProperty("machine", result.machine());
    object.addProperty("acknowledged", result.acknowledged());
    object.addProperty("missing", result.missing());
    return object;
  }
}
