package city.hotline.node.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node's clock among others, and machines whose clocks jump. */
class ClockWatchTest {
  private static final long START = 1_790_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final long ROUND_MS = 250;

  private long nanos = 77;
  private final Map<String, Long> jumps = new HashMap<>(Map.of("a", 0L, "b", 0L, "c", 0L));

  /** True time, which no clock of these tests need have. */
  private long trueMs() {
    return START + nanos / 1_000_000;
  }

  private long wallMs(String node) {
    return trueMs() + jumps.getOrDefault(node, 0L);
  }

  /** Node "a", with the grid around it. */
  private final class Node implements ClockWatch.Grid {
    private final List<String> others = new ArrayList<>(List.of("b", "c"));
    private int members = 3;
    private boolean serves;
    private int gaveAway;
    private long slowMs;
    private final NodeClock clock = new NodeClock(wallMs("a"), () -> nanos);
    private final PeerClocks peers =
        new PeerClocks(() -> Instant.ofEpochMilli(wallMs("a")), () -> nanos);
    private final ClockWatch watch = new ClockWatch(clock, peers, this, Runnable::run);

    @Override
    public List<String> others() {
      return others;
    }

    @Override
    public int members() {
      return members;
    }

    @Override
    public CompletableFuture<Long> readClock(String member) {
      long said = wallMs(member);
      nanos += slowMs * 1_000_000;
      return CompletableFuture.completedFuture(said);
    }

    @Override
    public boolean isWithoutDistricts() {
      return !serves;
    }

    @Override
    public void giveAway() {
      serves = false;
      gaveAway++;
    }

    void rounds(int count) {
      for (int i = 0; i < count; i++) {
        long before = clock.millis();
        watch.round();
        assertThat(!serves || clock.millis() >= before)
            .as("never backwards while serving")
            .isTrue();
        nanos += ROUND_MS * 1_000_000;
      }
    }

    long offMs() {
      return clock.millis() - trueMs();
    }
  }

  @Test
  void aJumpOfThisMachinesClockChangesNothing() {
    Node node = new Node();
    node.serves = true;
    for (long jump : List.of(HOUR, -HOUR)) {
      jumps.put("a", jump);
      node.rounds(400);
      assertThat(node.offMs()).isZero();
    }
    assertThat(node.gaveAway).isZero();
  }

  @Test
  void aJumpOfAnotherMachinesClockChangesNothing() {
    Node node = new Node();
    jumps.put("c", HOUR);
    node.rounds(400);
    assertThat(node.offMs()).isZero();
    assertThat(node.watch.mayServe()).isTrue();
  }

  @Test
  void aNodeThatStartsAheadSetsItsClockBeforeItServes() {
    jumps.put("a", HOUR);
    Node node = new Node();
    assertThat(node.watch.mayServe()).isFalse();
    node.rounds(1);
    assertThat(node.watch.mayServe()).as("nobody has been asked before").isFalse();
    node.rounds(3);
    assertThat(node.offMs()).isZero();
    assertThat(node.watch.mayServe()).isTrue();
  }

  @Test
  void aNodeThatIsAheadAndServesHandsOverFirst() {
    jumps.put("a", HOUR);
    Node node = new Node();
    node.serves = true;
    node.rounds(ClockWatch.CERTAIN_ROUNDS + 1);
    assertThat(node.gaveAway).isEqualTo(1);
    node.rounds(3);
    assertThat(node.offMs()).isZero();
    assertThat(node.watch.mayServe()).isTrue();
  }

  @Test
  void aNodeThatIsBehindLeapsWhileItServes() {
    jumps.put("a", -HOUR);
    Node node = new Node();
    node.serves = true;
    node.rounds(ClockWatch.CERTAIN_ROUNDS + 2);
    assertThat(node.offMs()).isZero();
    assertThat(node.gaveAway).isZero();
  }

  @Test
  void aSmallDifferenceIsMadeUpForSlowly() {
    jumps.put("a", 300L);
    Node node = new Node();
    jumps.put("a", 0L);
    node.serves = true;
    node.rounds(2);
    assertThat(node.offMs()).isBetween(290L, 300L);
    node.rounds(240);
    assertThat(node.offMs()).isBetween(0L, 10L);
  }

  @Test
  void ofTwoThatDifferNeitherIsFollowed() {
    Node node = new Node();
    node.others.remove("c");
    node.serves = true;
    jumps.put("a", HOUR);
    node.rounds(ClockWatch.LONGEST_ROUNDS);
    assertThat(node.offMs()).isZero();
    jumps.put("b", HOUR);
    node.rounds(ClockWatch.CERTAIN_ROUNDS + 2);
    assertThat(node.offMs()).as("two of three agree").isEqualTo(HOUR);
  }

  @Test
  void whoIsLeftAloneOfThreeFollowsNobody() {
    Node node = new Node();
    node.others.clear();
    jumps.put("a", HOUR);
    node.rounds(10);
    assertThat(node.offMs()).isZero();
    assertThat(node.watch.mayServe()).isFalse();
    node.rounds(ClockWatch.LONGEST_ROUNDS);
    assertThat(node.watch.mayServe()).as("better than nobody").isTrue();
  }

  @Test
  void aGridOfOneFollowsItsMachineForwards() {
    Node node = new Node();
    node.others.clear();
    node.members = 1;
    node.serves = true;
    node.rounds(1);
    jumps.put("a", HOUR);
    node.rounds(ClockWatch.CERTAIN_ROUNDS + 1);
    assertThat(node.offMs()).isEqualTo(HOUR);
    jumps.put("a", 0L);
    node.rounds(ClockWatch.CERTAIN_ROUNDS + 1);
    assertThat(node.offMs()).as("never back").isGreaterThan(HOUR - 100);
    assertThat(node.gaveAway).isZero();
  }

  @Test
  void slowAnswersSayNothing() {
    Node node = new Node();
    node.serves = true;
    node.slowMs = 400;
    jumps.putAll(Map.of("a", HOUR, "b", HOUR, "c", HOUR));
    node.rounds(20);
    assertThat(node.offMs()).isZero();
  }
}
