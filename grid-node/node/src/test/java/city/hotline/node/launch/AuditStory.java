package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.replica.Digests;
import city.hotline.proto.grid.v1.ShardCopy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies with the same records have the same digest: on every member, and by replay. */
class AuditStory {

  @TempDir private Path folder = Path.of("");

  @Test
  void everyCopyAndItsReplayHaveTheSameDigest() throws Exception {
    List<ShardCopy> first;
    try (TestGrid grid = new TestGrid(folder, 2).started()) {
      TestGrid.Member member = grid.members().get(0);
      member.caller().arrives(member.caller().nextId(), "110105", "switch-1");
      grid.awaitSameEverywhere();
      first = Digests.of(member.node().replicas());
      assertThat(first).hasSizeGreaterThan(300);
      assertThat(Digests.of(grid.members().get(1).node().replicas())).isEqualTo(first);

      member.caller().arrives(member.caller().nextId(), "110105", "switch-2");
      grid.awaitSameEverywhere();
      List<ShardCopy> second = Digests.of(member.node().replicas());
      assertThat(second).isNotEqualTo(first);
      first = second;
      grid.members().forEach(grid::kill);
    }
    assertThat(ReplayedCopies.of(folder.resolve("node-0"))).isEqualTo(first);
    assertThat(ReplayedCopies.of(folder.resolve("node-1"))).isEqualTo(first);
  }
}
