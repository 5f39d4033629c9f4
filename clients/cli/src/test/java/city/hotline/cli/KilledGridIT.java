package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.HotlineClient;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes from the one jar: three nodes, journeys running, one node killed and started
 * again, then all of them. Both sides must have counted the same.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledGridIT {

  private static final int NODES = 3;

  /** Kept when the test fails: the journals are the evidence. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  @Test
  void bothSidesCountTheSameThroughKills() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, NODES, "killed-grid")) {
      nodes.awaitServing();
      var out = new StringWriter();
      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(
              () -> nodes.run(out, "city", "--journeys", "2000", "--seed", "7", "--json"));
      awaitOffered(nodes, 200);
      nodes.kill(1);
      awaitOffered(nodes, 600);
      nodes.startAgain(1);
      awaitOffered(nodes, 900);
      for (int node = 0; node < NODES; node++) {
        nodes.kill(node);
      }
      for (int node = 0; node < NODES; node++) {
        nodes.startAgain(node);
      }
      int code = exit.get();
      assertThat(out.toString()).contains("\"equal\":true", "\"offered\":2000", "\"violations\":0");
      assertThat(code).isZero();
      var day = new StringWriter();
      assertThat(nodes.run(day, "day", "all", "--by", "hotline")).isZero();
      assertThat(day.toString()).contains("All floors", "12345");
    }
  }

  /** Waits until the wallboard's figures show so many calls. */
  private static void awaitOffered(RealNodes nodes, int calls) throws InterruptedException {
    try (var client = HotlineClient.connect(nodes.addresses())) {
      long offered = 0;
      while (offered < calls) {
        TimeUnit.MILLISECONDS.sleep(100);
        offered =
            client
                .grid()
                .figures()
                .thenApply(figures -> figures.getCity().getCalls().getOffered())
                .exceptionally(thrown -> 0L)
                .join();
      }
    }
  }
}
