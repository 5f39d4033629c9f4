package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.ShardId;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.node.replica.Copy;
import city.hotline.node.sequencer.Answer;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One member of three is cut off: it acknowledges nothing, the others go on, and all agree again.
 */
class SplitStory {

  @Test
  void theMinorityAcknowledgesNothingTheMajorityGoesOnAndAllAgreeAgain(@TempDir Path folder)
      throws Exception {
    try (TestGrid grid = new TestGrid(folder, 3).started()) {
      String district = "110105";
      Caller before = grid.other(district).caller();
      List<String> acknowledged = new ArrayList<>();
      acknowledged.add(arrives(before, district, "before"));
      grid.awaitSameEverywhere();
      Member alone = grid.owner(district);

      grid.cutOff(alone);
      Eventually.holds("it sees nobody", () -> alone.node().grid().members().size() == 1);
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (String any : TestGrid.districts()) {
        asked.add(alone.node().router().submit(arrival(any)));
      }
      grid.awaitServing();
      assertThat(grid.owner(district)).isNotEqualTo(alone);
      Caller majority = grid.members().get(0).caller();
      acknowledged.add(arrives(majority, district, "meanwhile"));
      for (CompletableFuture<Answer> answer : asked) {
        assertThat(answer.get(30, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                Answer.Refused.class,
                refused ->
                    assertThat(refused.refusal().getReason())
                        .isIn(
                            Refusal.REFUSAL_OUTCOME_UNKNOWN, Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER));
      }

      grid.reconnect(alone);
      Eventually.holds("it sees all", () -> alone.node().grid().members().size() == 3);
      grid.awaitServing();
      acknowledged.add(arrives(alone.caller(), district, "after"));
      grid.awaitSameEverywhere();
      assertThat(acknowledged).containsExactly("110105-1", "110105-2", "110105-3");
      assertThat(alone.node().replicas().get(ShardId.floor(district)).read(s -> s.snapshot()))
          .hasValueSatisfying(
              floor ->
                  assertThat(floor.getFloor().getCallsList())
                      .extracting(call -> call.getSwitchCallId())
                      .containsExactly("before", "meanwhile", "after"));
    }
  }

  private static String arrives(Caller caller, String district, String name) {
    var id = caller.nextId();
    ReportCallResponse response = Caller.persistently(() -> caller.arrives(id, district, name));
    return response.getCallId();
  }

  private static ShardCommand arrival(String district) {
    return Copy.arrival("lost").toBuilder().setShard(ShardId.floor(district).toRef()).build();
  }
}
