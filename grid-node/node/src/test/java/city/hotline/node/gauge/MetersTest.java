package city.hotline.node.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Family COMMANDS = Family.histogram("hotline_command_seconds", "Commands.");
  private static final Family BATCHES = Family.histogram("hotline_batch_commands", "Batches.");

  @Test
  void countsEachCommandOfABatchWithTheTimeOfTheBatch() {
    Meters meters = new Meters();
    meters.batch(3, 2_000_000);
    meters.batch(64, 250_000_000);
    meters.batch(1, 9_000_000_000L);

    Samples samples = samples(meters);
    assertThat(samples.value("hotline_command_seconds_bucket{le=\"0.001\"}")).isZero();
    assertThat(samples.value("hotline_command_seconds_bucket{le=\"0.0025\"}")).isEqualTo(3);
    assertThat(samples.value("hotline_command_seconds_bucket{le=\"0.25\"}")).isEqualTo(67);
    assertThat(samples.value("hotline_command_seconds_bucket{le=\"5.0\"}")).isEqualTo(67);
    assertThat(samples.value("hotline_command_seconds_count")).isEqualTo(68);
    assertThat(samples.value("hotline_command_seconds_sum")).isEqualTo(3 * 0.002 + 64 * 0.25 + 9);
  }

  @Test
  void countsBatchesBySize() {
    Meters meters = new Meters();
    meters.batch(1, 1);
    meters.batch(256, 1);

    Samples samples = samples(meters);
    assertThat(samples.value("hotline_batch_commands_bucket{le=\"1.0\"}")).isEqualTo(1);
    assertThat(samples.value("hotline_batch_commands_bucket{le=\"128.0\"}")).isEqualTo(1);
    assertThat(samples.value("hotline_batch_commands_bucket{le=\"256.0\"}")).isEqualTo(2);
    assertThat(samples.value("hotline_batch_commands_sum")).isEqualTo(257);
  }

  private static Samples samples(Meters meters) {
    return Samples.of(
        new Series.Source() {
          @Override
          public List<Family> families() {
            return List.of(COMMANDS, BATCHES);
          }

          @Override
          public void addTo(Series series) {
            meters.addCommands(series, COMMANDS);
            meters.addBatches(series, BATCHES);
          }
        });
  }
}
