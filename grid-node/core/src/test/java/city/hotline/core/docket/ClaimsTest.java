package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.answers;
import static city.hotline.core.docket.DocketDesk.attempt;
import static city.hotline.core.docket.DocketDesk.claim;
import static city.hotline.core.docket.DocketDesk.claimByRobot;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.release;
import static city.hotline.core.docket.DocketDesk.solved;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One calls a citizen at a time, and nobody holds an order for long. */
class ClaimsTest {

  private static final Duration CLAIM = Duration.ofMinutes(15);

  private final DocketDesk desk = DocketDesk.ofStreet();

  @BeforeEach
  void replied() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.handles("1", STREET);
  }

  @Test
  void whoClaimsIsToldUntilWhen() {
    Decision<DocketEvent> decision = desk.decide(claim("1", "li"));
    assertThat(((Decision.Accepted<DocketEvent>) decision).reply().getUntilMs())
        .isEqualTo(desk.nowMs() + CLAIM.toMillis());
    assertThat(desk.accepts(claim("1", "li"))).containsExactly(EventCase.FOLLOW_UP_CLAIMED);
    assertThat(desk.order("1").getClaim().getBy()).isEqualTo("li");
    assertThat(desk.order("1").getClaim().getUntilMs()).isEqualTo(desk.nowMs() + CLAIM.toMillis());
  }

  @Test
  void refusesWhateverSomebodyElseDoesMeanwhile() {
    desk.accepts(claim("1", "li"));
    desk.pass(CLAIM.minusMillis(1));
    var refused = desk.refuses(claim("1", "wang"), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
    assertThat(refused.metadata())
        .containsEntry("by", "li")
        .containsEntry("until", "2026-11-24T01:15:00Z");
    desk.refuses(solvedBy("wang"), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
    desk.refuses(solved("1"), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
    desk.refuses(
        attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_BUSY), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
    desk.refuses(release("1", "wang"), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
    desk.accepts(solvedBy("li"));
  }

  @Test
  void aClaimThatIsOverCountsNoMore() {
    desk.accepts(claim("1", "li"));
    desk.pass(CLAIM);
    desk.refuses(release("1", "li"), Refusal.REFUSAL_FOLLOW_UP_NOT_CLAIMED);
    desk.accepts(claim("1", "wang"));
    desk.refuses(solvedBy("li"), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
    desk.pass(CLAIM);
    desk.accepts(solvedBy("li"));
  }

  @Test
  void whoHasItCanClaimForLonger() {
    desk.accepts(claim("1", "li"));
    desk.pass(Duration.ofMinutes(10));
    desk.accepts(claim("1", "li"));
    desk.pass(Duration.ofMinutes(10));
    desk.refuses(claim("1", "wang"), Refusal.REFUSAL_FOLLOW_UP_CLAIMED);
  }

  @Test
  void whoReleasesLetsOthersHaveIt() {
    desk.refuses(release("1", "li"), Refusal.REFUSAL_FOLLOW_UP_NOT_CLAIMED);
    desk.accepts(claim("1", "li"));
    assertThat(desk.accepts(release("1", "li"))).containsExactly(EventCase.FOLLOW_UP_RELEASED);
    assertThat(desk.order("1").hasClaim()).isFalse();
    desk.accepts(claim("1", "wang"));
  }

  @Test
  void whatIsRecordedEndsTheClaim() {
    desk.accepts(claim("1", "li"));
    DocketCommand.Builder busy = attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_BUSY).toBuilder();
    busy.getRecordAttemptBuilder().setBy("li");
    desk.accepts(busy.build());
    assertThat(desk.order("1").hasClaim()).isFalse();
    desk.accepts(claim("1", "wang"));
    desk.accepts(answersBy("wang", Resolution.RESOLUTION_NO));
    assertThat(desk.order("1").hasClaim()).as("in the next cycle").isFalse();
    desk.handles("1", STREET);
    desk.accepts(claim("1", "li"));
  }

  @Test
  void aRobotLeavesToAPersonWhatItCannotDo() {
    desk.accepts(claimByRobot("1", "robot"));
    desk.accepts(release("1", "robot"));
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER));
    desk.refuses(claimByRobot("1", "robot"), Refusal.REFUSAL_FOLLOW_UP_FOR_PERSON);
    desk.accepts(claim("1", "li"));
    desk.accepts(answersBy("li", Resolution.RESOLUTION_NO));
    desk.handles("1", STREET);
    desk.accepts(claimByRobot("1", "robot"));
  }

  @Test
  void refusesAClaimOfNobodyOrBeforeTheReply() {
    desk.refuses(claim("1", ""), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(claim("1", "x".repeat(65)), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(release("1", ""), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(claim("9", "li"), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.accepts(notSolved("1"));
    assertThat(desk.refuses(claim("1", "li"), Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP).advice())
        .contains("follow-up due");
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    desk.refuses(claim("1", "li"), Refusal.REFUSAL_ORDER_CLOSED);
  }

  private static DocketCommand solvedBy(String by) {
    return answersBy(by, Resolution.RESOLUTION_YES);
  }

  private static DocketCommand answersBy(String by, Resolution resolution) {
    DocketCommand.Builder command =
        answers("1", resolution, Satisfaction.SATISFACTION_SATISFIED).toBuilder();
    RecordAnswers.Builder recorded = command.getRecordAnswersBuilder().setBy(by);
    recorded.setAnswers(Answers.newBuilder(recorded.getAnswers()).setResponded(true));
    return command.build();
  }
}
