package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Keeping;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.node.launch.TestGrid.Replayed;
import city.hotline.proto.shard.v1.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members make checkpoints while they serve, tell each other, and start from them. */
class CheckpointStory {
  private static final String CHAOYANG = "110105";
  private static final int CALLS = 20;
  private static final ShardId FLOOR = ShardId.floor(CHAOYANG);
  private static final Keeping OFTEN =
      new Keeping(1 << 20, Duration.ofMillis(500), Duration.ofDays(8), 0);

  @Test
  void allKnowWhatAllHaveAndStartFromThere(@TempDir Path folder) {
    try (TestGrid grid = new TestGrid(folder, 3).keeping(OFTEN).started()) {
      Caller caller = grid.other(CHAOYANG).caller();
      for (int i = 0; i < CALLS; i++) {
        int call = i;
        var id = caller.nextId();
        Caller.persistently(() -> caller.arrives(id, CHAOYANG, "switch-" + call));
      }
      Position told = grid.owner(CHAOYANG).position(FLOOR);
      Eventually.holds(
          "every member knows a checkpoint of all three after the last call",
          () -> grid.members().stream().allMatch(m -> knowsThree(m, told)));
    }
    TestGrid again = new TestGrid(folder, 3).keeping(OFTEN);
    List<Replayed> replayed = again.replayed();
    try {
      for (Replayed node : replayed) {
        assertThat(folder.resolve("node-" + node.index()).resolve("checkpoint")).exists();
      }
      again.serve(replayed);
      again.awaitSameEverywhere();
      assertThat(again.owner(CHAOYANG).caller().figures().getCity().getCalls().getOffered())
          .isEqualTo(CALLS);
    } finally {
      again.close();
    }
  }

  private static boolean knowsThree(Member member, Position told) {
    Map<String, Map<ShardId, Position>> all = member.node().board().checkpoints();
    return all.size() == 3
        && all.values().stream()
            .allMatch(held -> !Positions.isAfter(told, held.getOrDefault(FLOOR, Positions.NONE)));
  }
}
