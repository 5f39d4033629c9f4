package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What callers notice of a node that is frozen for longer than its silence is borne: its own
 * districts go to other nodes, and those it has copies of only are not delayed.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FrozenNodeIT {
  private static final int NODES = 3;
  private static final int FREEZES = Integer.getInteger("hotline.freezes", 1);
  private static final long FROZEN_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** The limit of the heartbeat, 10 s, and 2 s to take over. */
  private static final long EXPECTED_MS = 12_000;

  /** Recovered at all: what is measured is printed, and judged on a quiet machine. */
  private static final long LONGEST_GAP_MS = 60_000;

  /** Kept when the test fails: the journals are the evidence. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  @Test
  void aFrozenNodeHoldsUpItsOwnDistrictsOnlyAndBriefly() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, NODES, "frozen")) {
      nodes.awaitSettled();
      List<String> all = allOf(nodes.districtsByOwner());
      try (GapMeter meter = new GapMeter(nodes.addresses(), all)) {
        for (int freeze = 1; freeze <= FREEZES; freeze++) {
          freezeOne(nodes, meter, "freeze " + freeze);
        }
        assertThat(meter.lost()).isZero();
      }
    }
  }

  private static void freezeOne(RealNodes nodes, GapMeter meter, String what) throws Exception {
    meter.awaitMore();
    Map<Integer, List<String>> owned = nodes.districtsByOwner();
    int frozen = ofMost(owned);
    List<String> own = owned.getOrDefault(frozen, List.of());
    List<String> others = allOf(owned);
    others.removeAll(own);
    meter.begin();
    nodes.freeze(frozen);
    long end = System.nanoTime() + FROZEN_NANOS;
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    long ownMs = meter.report(what + ", districts of the frozen node " + frozen, own);
    long othersMs = meter.report(what + ", districts it has only copies of", others);
    System.out.printf(
        "%s: owner frozen %d ms (expected: below %d), only copies frozen %d ms%n",
        what, ownMs, EXPECTED_MS, othersMs);
    meter.begin();
    nodes.goOn(frozen);
    nodes.awaitSettled();
    meter.awaitMore();
    meter.report(what + ", it goes on, until settled", allOf(owned));
    assertThat(Math.max(ownMs, othersMs)).isLessThan(LONGEST_GAP_MS);
  }

  private static int ofMost(Map<Integer, List<String>> owned) {
    return owned.entrySet().stream()
        .max((a, b) -> Integer.compare(a.getValue().size(), b.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  private static List<String> allOf(Map<Integer, List<String>> owned) {
    return new ArrayList<>(owned.values().stream().flatMap(Collection::stream).toList());
  }
}
