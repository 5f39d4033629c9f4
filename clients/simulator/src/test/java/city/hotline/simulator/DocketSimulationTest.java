package city.hotline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random lives of a docket: no clock moves that must not, nothing lost, every replay the same. */
class DocketSimulationTest {
  private static final long COMMANDS = 60_000;
  private static final long COUNTED_COMMANDS = 1_500;

  @Test
  void livesThatSeeEveryTransitionAndRefusalHold() {
    Lived lived = live(COMMANDS, 20_261_127L, 1_000);
    assertThat(lived.below(COMMANDS / 10_000)).isEmpty();
    assertThat(lived.accepted()).isGreaterThan(COMMANDS / 2);
    assertThat(lived.repeated()).isPositive();
    assertThat(lived.crashes()).isPositive();
    assertThat(lived.failOvers()).isPositive();
  }

  @Test
  void aLifeNobodyHasSeenHolds() {
    live(COUNTED_COMMANDS, Long.getLong("hotline.seed", System.nanoTime()), 1);
  }

  private static Lived live(long commands, long seed, long recountEvery) {
    System.out.println("DocketSimulationTest: repeat with -Dhotline.seed=" + seed);
    return new DocketSimulation(commands, seed, recountEvery, through -> {}).run();
  }
}
