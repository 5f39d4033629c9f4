package city.hotline.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void exponentialTimesHaveTheirMean() {
    var random = new Random(7);
    double mean =
        LongStream.range(0, 100_000)
            .map(draw -> Durations.exponentialMs(random, 300_000))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(300_000, withinPercentage(2));
  }
}
