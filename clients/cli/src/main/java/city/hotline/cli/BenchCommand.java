package city.hotline.cli;

import city.hotline.cli.bench.QuickBench;
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
      "Measure grid commands against a bare map, interleaved in one run.",
      "B1: setAsync of 120 bytes, 1,000 keys, one synchronous backup, 128 in flight.",
      "Grid: arrivals and hang-ups on 16 floors, two members, class REPLICATED.",
      "Exit code 1 if an acknowledged command is missing from the state afterwards."
    })
final class BenchCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Three minutes; the only one there is so far.")
  private boolean quick;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!quick) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "picocli sets it").commandLine(),
          "Say --quick: it is the only bench so far.");
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
