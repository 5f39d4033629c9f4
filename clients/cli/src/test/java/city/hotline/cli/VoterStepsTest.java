package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.Member;
import org.junit.jupiter.api.Test;

/** Which nodes can get a vote or lose one. */
class VoterStepsTest {
  private static final GetStatusResponse STATUS =
      GetStatusResponse.newBuilder()
          .addMembers(Member.newBuilder().setNodeId("0a"))
          .setVoterSet(VoterSet.newBuilder().addVoters("0b"))
          .build();

  @Test
  void aMemberOrAVoterThatIsAway() {
    assertThatCode(() -> VoterSteps.requireKnown(STATUS, "0a")).doesNotThrowAnyException();
    assertThatCode(() -> VoterSteps.requireKnown(STATUS, "0b")).doesNotThrowAnyException();
  }

  @Test
  void nobodyElse() {
    assertThatThrownBy(() -> VoterSteps.requireKnown(STATUS, "0c"))
        .isInstanceOf(Failures.CommandFailed.class)
        .hasMessageContaining("ID: 0c (expected: one of a member or voter");
  }
}
