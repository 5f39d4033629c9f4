package city.hotline.cli;

import city.hotline.client.HotlineClient;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that changes the voters step by step takes. */
abstract class VotersChange implements Callable<Integer> {
  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--patience",
      defaultValue = "300",
      description = "Seconds until it gives up waiting (default: ${DEFAULT-VALUE}).")
  private long patience = 300;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    check();
    var out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    try (HotlineClient client = grid.client().build()) {
      change(new VoterSteps(client, out, patience));
    }
    return 0;
  }

  /** Refuses what cannot be meant, before the grid is asked. */
  void check() {}

  /** Changes them; returns when it is effective. */
  abstract void change(VoterSteps steps) throws InterruptedException;
}
