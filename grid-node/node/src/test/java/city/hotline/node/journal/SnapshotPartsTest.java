package city.hotline.node.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.ChainLink;
import city.hotline.proto.shard.v1.ShardSnapshot;
import city.hotline.proto.shard.v1.SnapshotPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotPartsTest {

  private static ShardSnapshot large() {
    ShardSnapshot.Builder snapshot =
        ShardSnapshot.newBuilder().setShard(ShardId.floor("110105").toRef());
    for (int i = 1; i < 100_000; i++) {
      snapshot.addChain(ChainLink.newBuilder().setEpoch(i).setFirstSequence(i));
    }
    return snapshot.build();
  }

  @Test
  void partsPutTogetherAreTheSnapshot() {
    List<SnapshotPart> cut = new ArrayList<>();
    SnapshotParts.cut(large(), cut::add);
    assertThat(cut).hasSizeGreaterThan(2);
    SnapshotParts parts = new SnapshotParts();
    Optional<ShardSnapshot> whole = Optional.empty();
    for (SnapshotPart part : cut) {
      assertThat(whole).isEmpty();
      whole = parts.add(part);
    }
    assertThat(whole).contains(large());
  }

  @Test
  void aPartThatIsMissingLeavesNoSnapshot() {
    List<SnapshotPart> cut = new ArrayList<>();
    SnapshotParts.cut(large(), cut::add);
    cut.remove(1);
    SnapshotParts parts = new SnapshotParts();
    assertThat(cut).allSatisfy(part -> assertThat(parts.add(part)).isEmpty());
  }

  @Test
  void aConsumerThatFailsGetsNoFurtherPart() {
    List<SnapshotPart> got = new ArrayList<>();
    assertThatThrownBy(
            () ->
                SnapshotParts.cut(
                    large(),
                    part -> {
                      got.add(part);
                      throw new JournalFull("as the test wants", null);
                    }))
        .isInstanceOf(JournalFull.class);
    assertThat(got).hasSize(1);
  }
}
