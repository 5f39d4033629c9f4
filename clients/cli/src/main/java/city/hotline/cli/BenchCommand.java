package city.hotline.cli;

import city.hotline.cli.bench.QuickBench;
import city.hotline.cli.bench.ReplayBench;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the grid against a bare distributed map. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "--quick: measure grid commands against a bare map, interleaved in one run.",
      "B1: setAsync of 120 bytes, 1,000 keys, one synchronous backup, 128 in flight.",
      "Grid: arrivals and hang-ups on 16 floors, two members, class REPLICATED.",
      "Exit code 1 if an acknowledged command is missing from the state afterwards.",
      "--replay: measure how long a start takes, from the beginning of a journal and from a",
      "checkpoint, and how long a docket is held for a snapshot. Exit code 1 if a copy differs."
    })
final class BenchCommand implements Callable<Integer> {

  private static final Gson SNAKE =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .create();

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Throughput, in three minutes.")
  private boolean quick;

  @Option(names = "--replay", description = "Replay, in about half a minute; 2 GiB of /tmp.")
  private boolean replay;

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
    if (!quick) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "picocli sets it").commandLine(),
          "Say --quick or --replay.");
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
              + "a docket with 5,000 open orders is held for a snapshot: %.2f ms median, %.2f ms at"
              + " most%n%s%n",
          result.commands(),
          result.megabytes(),
          result.replaySeconds(),
          result.commands() / result.replaySeconds(),
          result.checkpointMegabytes(),
          result.checkpointSeconds(),
          result.restartSeconds(),
          result.heldMedianMs(),
          result.heldMostMs(),
          result.same() ? "every copy stands where it stood" : "COPIES DIFFER");
    }
    return result.same() ? 0 : 1;
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
