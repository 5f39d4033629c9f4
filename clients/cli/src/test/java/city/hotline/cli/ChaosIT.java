package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.chaos.ChaosRun;
import city.hotline.chaos.FaultKind;
import city.hotline.chaos.RunPlan;
import city.hotline.chaos.RunResult;
import city.hotline.chaos.stage.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two short runs of chaos with fixed seeds, nodes of the one jar; no promise is broken. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ChaosIT {
  private static final int SECONDS = 15;
  private static final int PATIENCE_SECONDS = 35;
  private static final int FIRST_PORT = 21_600;

  /** Kept when the test fails: journals, logs and history are the evidence. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  @Test
  void nothingIsLostWhenAllAreKilled() throws Exception {
    breaksNothing(FaultKind.KILL_ALL, 7);
  }

  @Test
  void nothingIsLostWhenOwnersAreKilled() throws Exception {
    breaksNothing(FaultKind.KILL_OWNER, 8);
  }

  private void breaksNothing(FaultKind fault, long seed) throws IOException, InterruptedException {
    RunPlan plan =
        new RunPlan(
            seed,
            fault,
            3,
            null,
            SECONDS,
            PATIENCE_SECONDS,
            folder,
            FIRST_PORT,
            RealNodes.program(RealNodes.HEAP_MB),
            Ground.PLAIN);
    RunResult result = new ChaosRun(plan, new StoppedNodes()).run();
    assertThat(result.first()).as(folder + ", seed " + seed).isEmpty();
    assertThat(result.faults()).isPositive();
    assertThat(result.commands()).isGreaterThan(100);
  }
}
