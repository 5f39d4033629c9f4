package city.hotline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random lives of a floor: nothing illegal, nothing lost, nothing counted twice, and every replay
 * the same. The command does it by the million.
 */
class FloorSimulationTest {
  private static final long COMMANDS = 60_000;

  @Test
  void aLifeThatSeesEveryTransitionAndRefusalHolds() {
    Lived lived = live(20_261_126L);
    assertThat(lived.coverage().below(COMMANDS / 10_000)).isEmpty();
    assertThat(lived.accepted()).isGreaterThan(COMMANDS / 2);
    assertThat(lived.repeated()).isPositive();
    assertThat(lived.crashes()).isPositive();
    assertThat(lived.failOvers()).isPositive();
  }

  @Test
  void aLifeNobodyHasSeenHolds() {
    live(Long.getLong("hotline.seed", System.nanoTime()));
  }

  private static Lived live(long seed) {
    System.out.println("FloorSimulationTest: repeat with -Dhotline.seed=" + seed);
    return new FloorSimulation(COMMANDS, seed, through -> {}).run();
  }
}
