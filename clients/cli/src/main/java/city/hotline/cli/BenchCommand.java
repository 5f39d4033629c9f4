package city.hotline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the grid against a bare distributed map. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure grid commands against a bare map, interleaved in one run.")
final class BenchCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Three minutes.")
  private boolean quick;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    throw new Failures.CommandFailed(
        1, "This build has no bench yet (quick: " + quick + ", json: " + json + ").");
  }
}
