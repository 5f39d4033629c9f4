package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.Place;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What callers notice when nodes are restarted one after the other, are killed, come and go. */
class RollingRestartIT {
  private static final int NODES = 3;
  private static final int KILLS = Integer.getInteger("hotline.kills", 1);

  /** Megabytes of open orders in each district before anything is measured. */
  private static final int BALLAST_MB = Integer.getInteger("hotline.ballast", 0);

  /** Every node holds all districts, and their newest records and what is under way beside them. */
  private static final int HEAP_MB = RealNodes.HEAP_MB + BALLAST_MB * districts().size() * 5 / 2;

  private static final Duration PATIENCE = Duration.ofMinutes(25 + KILLS + 2 * BALLAST_MB);

  /** Recovered at all: what is measured is printed, and judged on a quiet machine. */
  private static final long LONGEST_GAP_MS = 60_000;

  /** Kept when the test fails: the journals are the evidence. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  private static List<String> districts() {
    return Directory.beijing().districts().stream().map(Place::getCode).toList();
  }

  @Test
  void restartsAndFailuresAreShort() {
    assertTimeoutPreemptively(PATIENCE, this::restartAndKill);
  }

  private void restartAndKill() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, NODES, "rolling", NODES, HEAP_MB)) {
      nodes.awaitSettled();
      Ballast.fill(nodes.addresses(), BALLAST_MB);
      nodes.awaitServing();
      try (GapMeter meter = new GapMeter(nodes.addresses(), districts())) {
        meter.awaitMore();
        List<Long> restarts = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
          meter.begin();
          nodes.stop(node);
          restarts.add(meter.report("node " + node + " left in good order", districts()));
          meter.begin();
          nodes.startAgain(node);
          nodes.awaitSettled();
          meter.awaitMore();
          restarts.add(meter.report("node " + node + " is back", districts()));
        }
        assertThat(Collections.max(restarts)).isLessThan(LONGEST_GAP_MS);
        List<Long> failovers = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
          int node = kill % NODES;
          meter.begin();
          nodes.kill(node);
          meter.awaitMore();
          failovers.add(meter.report("node " + node + " was killed", districts()));
          nodes.startAgain(node);
          nodes.awaitSettled();
          meter.awaitMore();
        }
        assertThat(Collections.max(failovers)).isLessThan(LONGEST_GAP_MS);
        assertThat(meter.lost()).isZero();
      }
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void oneBecomesThreeAndOneAgain() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, NODES, "resized", 1, RealNodes.HEAP_MB)) {
      nodes.awaitServing();
      try (GapMeter meter = new GapMeter(nodes.addresses(), districts())) {
        nodes.startAgain(1);
        nodes.startAgain(2);
        nodes.awaitAllPresent();
        meter.begin();
        assertThat(resized(nodes, "3")).contains("Voters are");
        meter.report("from one voter to three", districts());
        meter.awaitMore();
        var out = new StringWriter();
        assertThat(nodes.run(out, "voters", "--json")).isZero();
        assertThat(out.toString()).contains("\"version\":5,\"changing\":false");
        meter.begin();
        resized(nodes, "1");
        meter.report("from three voters to one", districts());
        meter.awaitMore();
        assertThat(meter.lost()).isZero();
      }
    }
  }

  private static String resized(RealNodes nodes, String count) {
    var out = new StringWriter();
    int code = nodes.run(out, "resize", count);
    System.out.println(out);
    assertThat(code).as(out.toString()).isZero();
    return out.toString();
  }
}
