package city.hotline.node.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.GridTime;
import city.hotline.node.epoch.Owned;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.Copy;
import city.hotline.node.replica.Replica;
import city.hotline.node.sequencer.HandDrivenLanes;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a shard is told that a deadline has come. */
class TicksTest {
  private static final String CITY = ShardId.CITY;
  private static final ShardId FLOOR = ShardId.floor(CITY);
  private static final long DAY_MS = 24 * 3_600_000L;

  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private OptionalLong now = OptionalLong.of(Copy.NOW_MS);
  private final GridTime time =
      new GridTime() {
        @Override
        public OptionalLong nowMs() {
          return now;
        }

        @Override
        public long latestMs() {
          return now.orElse(0);
        }

        @Override
        public long realMs() {
          return latestMs();
        }
      };
  private final Ticks ticks = new Ticks(Owned.serving(CITY), lanes.replicas, lanes.sequencer, time);

  @BeforeEach
  void begin() {
    for (Replica replica : lanes.replicas.of(CITY)) {
      lanes.begin(replica.id());
    }
    lanes.sequencer.began(new Tenure(CITY, HandDrivenLanes.EPOCH, 1, true));
  }

  private void passes(long ms) {
    now = OptionalLong.of(now.orElseThrow() + ms);
    lanes.now(now.orElseThrow());
  }

  @Test
  void withoutKnowingTheTimeNothingTicks() {
    now = OptionalLong.empty();
    ticks.round();
    assertThat(lanes.waiting()).isZero();
  }

  @Test
  void eachShardTicksOnceToSayWhenItIsDueAndThenNotBefore() {
    lanes.byThemselves();
    ticks.round();
    assertThat(lanes.batches).hasSize(2);
    assertThat(lanes.sequencer.nextDeadlineMs(FLOOR)).isGreaterThan(Copy.NOW_MS);
    ticks.round();
    assertThat(lanes.batches).hasSize(2);
  }

  @Test
  void aDeadlineThatHasComeIsCarriedOut() {
    lanes.byThemselves();
    ticks.round();
    passes(DAY_MS);
    ticks.round();
    assertThat(lanes.published).isNotEmpty();
    assertThat(lanes.published.get(0).record().getFloor().getEvents(0).hasDayClosed()).isTrue();
  }

  @Test
  void whileTicksAreUnderWayNoMoreAreSent() {
    ticks.round();
    int underWay = lanes.waiting();
    ticks.round();
    ticks.round();
    assertThat(lanes.waiting()).isEqualTo(underWay);
    assertThat(lanes.sequencer.depth()).isZero();
  }
}
