package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.Place;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What callers notice when nodes are restarted one after the other, are killed, come and go. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RollingRestartIT {
  private static final int NODES = 3;
  private static final int KILLS = Integer.getInteger("hotline.kills", 1);

  /** Far above what is measured on a quiet machine, so that a busy one does not fail. */
  private static final long LONGEST_GAP_MS = 10_000;

  /** Kept when the test fails: the journals are the evidence. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  private static List<String> districts() {
    return Directory.beijing().districts().stream().map(Place::getCode).toList();
  }

  @Test
  void restartsAndFailuresAreShort() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, NODES, "rolling")) {
      nodes.awaitServing();
      try (GapMeter meter = new GapMeter(nodes.addresses(), districts())) {
        awaitMore(meter);
        List<Long> restarts = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
          meter.begin();
          nodes.stop(node);
          restarts.addAll(report("node " + node + " left in good order", meter));
          meter.begin();
          nodes.startAgain(node);
          nodes.awaitSettled();
          awaitMore(meter);
          restarts.addAll(report("node " + node + " is back", meter));
        }
        assertThat(Collections.max(restarts)).isLessThan(LONGEST_GAP_MS);
        List<Long> failovers = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
          int node = kill % NODES;
          meter.begin();
          nodes.kill(node);
          awaitMore(meter);
          failovers.addAll(report("node " + node + " was killed", meter));
          nodes.startAgain(node);
          nodes.awaitSettled();
          awaitMore(meter);
        }
        assertThat(Collections.max(failovers)).isLessThan(LONGEST_GAP_MS);
        assertThat(meter.lost()).isZero();
      }
    }
  }

  @Test
  void oneBecomesThreeAndOneAgain() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, NODES, "resized", 1)) {
      nodes.awaitServing();
      try (GapMeter meter = new GapMeter(nodes.addresses(), districts())) {
        nodes.startAgain(1);
        nodes.startAgain(2);
        nodes.awaitAllPresent();
        meter.begin();
        assertThat(resized(nodes, "3")).contains("Voters are");
        report("from one voter to three", meter);
        awaitMore(meter);
        var out = new StringWriter();
        assertThat(nodes.run(out, "voters", "--json")).isZero();
        assertThat(out.toString()).contains("\"version\":5,\"changing\":false");
        meter.begin();
        resized(nodes, "1");
        report("from three voters to one", meter);
        awaitMore(meter);
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

  private static List<Long> report(String what, GapMeter meter) {
    List<Long> gaps = meter.gapsMs();
    System.out.printf(
        "%s: longest without an acknowledgement, by district, ms: median %d, longest %d %s%n",
        what, gaps.get(gaps.size() / 2), gaps.get(gaps.size() - 1), gaps);
    return gaps;
  }

  /** Waits until every floor acknowledges again, and often. */
  private static void awaitMore(GapMeter meter) throws InterruptedException {
    long enough = meter.acknowledged() + 1_000;
    while (meter.acknowledged() < enough) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
