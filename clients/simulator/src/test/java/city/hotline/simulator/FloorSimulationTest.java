package city.hotline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random lives of a floor: nothing illegal, nothing lost, nothing counted twice, and every replay
 * the same. The command does it by the million.
 */
class FloorSimulationTest {
  private static final long COMMANDS = 60_000;
  private static final long RECOUNT_EVERY = 1_000;

  /** So many that everything is counted again after each. */
  private static final long COUNTED_COMMANDS = 6_000;

  @Test
  void aLifeThatSeesEveryTransitionAndRefusalHolds() {
    Lived lived = live(COMMANDS, 20_261_126L, RECOUNT_EVERY);
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
    System.out.println("FloorSimulationTest: repeat with -Dhotline.seed=" + seed);
    return new FloorSimulation(commands, seed, recountEvery, through -> {}).run();
  }
}
