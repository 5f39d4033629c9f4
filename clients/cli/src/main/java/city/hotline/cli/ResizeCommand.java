package city.hotline.cli;

import city.hotline.client.HotlineClient;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the number of voters what an operator wants, one step at a time. */
@Command(
    name = "resize",
    mixinStandardHelpOptions = true,
    description = {
      "Give so many of the members that are here a vote, one step at a time; absent ones go first.",
      "Ends with 0 when it is effective. Start new nodes first, with all addresses in --members."
    })
final class ResizeCommand implements Callable<Integer> {
  private static final int MOST = 5;

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(paramLabel = "N", description = "How many voters: 1 to 5, best an odd number.")
  private int count;

  @Option(
      names = "--patience",
      defaultValue = "300",
      description = "Seconds until it gives up waiting (default: ${DEFAULT-VALUE}).")
  private long patience = 300;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (count < 1 || count > MOST) {
      throw new Failures.CommandFailed(2, "N: " + count + " (expected: 1 to " + MOST + ")");
    }
    var out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    try (HotlineClient client = grid.client().build()) {
      new VoterSteps(client, out, patience).resize(count);
    }
    return 0;
  }
}
