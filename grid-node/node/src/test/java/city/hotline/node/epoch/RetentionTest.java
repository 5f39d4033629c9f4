package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Checkpointer.Checkpoint;
import city.hotline.node.journal.Disposal;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is deleted that a majority has no newer snapshot of. */
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final ShardId DOCKET = ShardId.docket("110105", "110105001");

  private final MemoryJournal journal = new MemoryJournal();
  private final Voters voters = new Voters("A", journal, false);
  private final Map<String, Map<ShardId, Position>> told = new HashMap<>();
  private final Map<ShardRef, Long> wanted = new HashMap<>();
  private final Retention retention =
      new Retention(voters, journal, Keeping.USUAL, () -> NOW, () -> told, () -> wanted);

  RetentionTest() {
    voters.join(
        "g",
        VoterSet.newBuilder().setVersion(1).addAllVoters(List.of("A", "B", "C")).build(),
        false);
  }

  private static Map<ShardId, Position> at(Position floor, Position docket) {
    return Map.of(FLOOR, floor, DOCKET, docket);
  }

  @Test
  void disposesOfNothingBeforeAMajorityHasEveryShard() {
    Map<ShardId, Position> mine = at(Positions.of(2, 10), Positions.of(1, 5));
    retention.made(new Checkpoint(100, mine));
    told.put("A", mine);
    told.put("D", mine);
    retention.round();
    told.put("B", at(Positions.of(2, 10), Positions.of(1, 4)));
    retention.round();
    told.put("C", at(Positions.of(2, 9), Positions.of(1, 4)));
    retention.round();
    assertThat(journal.disposals()).as("of the docket only A has enough").isEmpty();
    told.put("C", at(Positions.of(3, 8), Positions.of(1, 5)));
    retention.round();
    assertThat(journal.disposals())
        .containsExactly(new Disposal(100, NOW.minus(Duration.ofDays(8)), Map.of(), 4L << 30));
  }

  @Test
  void goesByTheNewestCheckpointThatAMajorityHas() {
    Map<ShardId, Position> first = at(Positions.of(1, 1), Positions.of(1, 1));
    Map<ShardId, Position> second = at(Positions.of(1, 2), Positions.of(1, 2));
    Map<ShardId, Position> third = at(Positions.of(1, 3), Positions.of(1, 3));
    retention.made(new Checkpoint(10, first));
    retention.made(new Checkpoint(20, second));
    retention.made(new Checkpoint(30, third));
    told.put("A", third);
    told.put("B", second);
    wanted.put(FLOOR.toRef(), 7L);
    retention.round();
    assertThat(journal.disposals()).hasSize(1);
    assertThat(journal.disposals().get(0).belowPlace()).isEqualTo(20);
    assertThat(journal.disposals().get(0).wanted()).isEqualTo(wanted);
  }
}
