package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Electorate;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.proto.grid.v1.ForceVotersRequest;
import city.hotline.proto.shard.v1.RequestId;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of three voters are gone, and an operator lets the third go on alone. */
class DisasterStory {
  private static final String CHAOYANG = "110105";

  @Test
  void anOperatorLetsTheLastVoterGoOnAndThoseThatComeBackHaveNoVote(@TempDir Path folder) {
    try (TestGrid grid = new TestGrid(folder, 3).started()) {
      Member left = grid.members().get(0);
      Member back = grid.members().get(1);
      RequestId id = left.caller().nextId();
      String call = arrives(left, id, "before");
      grid.awaitSameEverywhere();
      long version = left.node().voters().electorate().version();
      assertThatThrownBy(() -> left.caller().forcesVoters(forcing(version)))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("A majority is here");

      List<String> gone =
          List.of(back.node().nodeId(), grid.members().get(2).node().nodeId()).stream()
              .sorted()
              .toList();
      grid.kill(grid.members().get(2));
      grid.kill(back);
      Eventually.holds("it is alone", () -> left.node().grid().members().size() == 1);
      var planned =
          left.caller().forcesVoters(forcing(version).toBuilder().setDryRun(true).build());
      assertThat(planned.getVoters().getForced().getMissingList().stream().sorted().toList())
          .isEqualTo(gone);
      assertThat(left.node().voters().electorate().version()).isEqualTo(version);

      left.caller().forcesVoters(forcing(version));
      grid.awaitServing();
      assertThat(arrives(left, id, "before")).isEqualTo(call);
      String later = arrives(left, left.caller().nextId(), "alone");
      Eventually.holds("the city's floor has the audit record", () -> forcedOnTheFloor(left));

      Member returned = grid.startAgain(back.index());
      grid.awaitServing();
      grid.awaitSameEverywhere();
      Electorate now = returned.node().voters().electorate();
      assertThat(now.set().getVotersList()).containsExactly(left.node().nodeId());
      assertThat(now.set().getForced().getOperator()).isEqualTo("Wang");
      assertThat(later).isNotEqualTo(call);
    }
  }

  private static boolean forcedOnTheFloor(Member member) {
    return member
        .node()
        .replicas()
        .get(ShardId.floor(ShardId.CITY))
        .read(s -> s.snapshot().getFloor().getVoters().hasForced())
        .orElse(false);
  }

  private static ForceVotersRequest forcing(long version) {
    return ForceVotersRequest.newBuilder().setOperator("Wang").setVersion(version).build();
  }

  private static String arrives(Member member, RequestId id, String name) {
    return Caller.persistently(() -> member.caller().arrives(id, CHAOYANG, name)).getCallId();
  }
}
