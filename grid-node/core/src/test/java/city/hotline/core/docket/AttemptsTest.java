package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.attempt;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.report;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.core.docket.DocketDesk.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When and how often a citizen is called, and what comes in without a call. */
class AttemptsTest {

  private DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void aCitizenIsCalledByDayOnly() {
    desk = new DocketDesk(STREET, "2026-11-24T22:30:00+08:00");
    replied();
    assertThat(attemptAt()).isEqualTo("2026-11-25T09:00");
    desk = new DocketDesk(STREET, "2026-11-24T03:00:00+08:00");
    replied();
    assertThat(attemptAt()).isEqualTo("2026-11-24T09:00");
    desk = new DocketDesk(STREET, "2026-11-24T10:15:00+08:00");
    replied();
    assertThat(attemptAt()).isEqualTo("2026-11-24T10:15");
  }

  @Test
  void nobodyCountsAsReachedOnlyAfterThreeAttempts() {
    replied();
    for (int i = 1; i <= 3; i++) {
      desk.refuses(unreachable("1"), Refusal.REFUSAL_ATTEMPTS_LEFT);
      assertThat(desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER)))
          .containsExactly(EventCase.FOLLOW_UP_ATTEMPTED);
      assertThat(desk.order("1").getAttempts()).isEqualTo(i);
      assertThat(desk.order("1").getState()).isEqualTo(OrderState.ORDER_STATE_FOLLOW_UP);
    }
    assertThat(desk.order("1").getForPerson()).isTrue();
    assertThat(desk.order("1").getAttemptMs())
        .as("a person decides at once")
        .isEqualTo(desk.nowMs());
    desk.refuses(
        attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_BUSY), Refusal.REFUSAL_NO_ATTEMPTS_LEFT);
    desk.accepts(unreachable("1"));
    assertThat(desk.order("1").getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_UNREACHABLE);
  }

  @Test
  void theNextAttemptIsFourHoursLater() {
    replied();
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_BUSY));
    assertThat(desk.order("1").getAttemptMs())
        .isEqualTo(desk.nowMs() + Duration.ofHours(4).toMillis());
    desk.pass(Duration.ofHours(8));
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_DECLINED));
    assertThat(attemptAt()).isEqualTo("2026-11-25T09:00");
  }

  @Test
  void aWrongNumberIsForAPersonWhoLooksForAnotherOne() {
    replied();
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER));
    assertThat(desk.order("1").getForPerson()).isFalse();
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER));
    assertThat(desk.order("1").getForPerson()).isTrue();
    assertThat(desk.order("1").getAttempts()).isEqualTo(2);
    assertThat(desk.order("1").getAttemptMs()).isEqualTo(desk.nowMs());
    desk.refuses(unreachable("1"), Refusal.REFUSAL_ATTEMPTS_LEFT);
    desk.accepts(notSolved("1"));
    assertThat(desk.order("1").getForPerson()).as("in the next cycle").isFalse();
  }

  @Test
  void aNumberThatIsWrongAgainIsCalledNoMore() {
    replied();
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER));
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER));
    assertThat(desk.order("1").getAttempts()).isEqualTo(3);
    desk.accepts(unreachable("1"));
    assertThat(desk.order("1").getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_UNREACHABLE);
  }

  @Test
  void whoIsReachedLateIsAskedAllTheSameAndANewCycleCountsAnew() {
    replied();
    desk.accepts(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER));
    desk.accepts(notSolved("1"));
    assertThat(desk.order("1").getAttempts()).isZero();
    assertThat(desk.order("1").getAttemptMs()).isZero();
  }

  @Test
  void refusesAnAttemptThatSaysNothingOrComesTooEarlyOrTooLate() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.refuses(
        attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_BUSY), Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP);
    desk.handles("1", STREET);
    desk.refuses(
        attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_UNSPECIFIED), Refusal.REFUSAL_INVALID_FIELD);
    desk.accepts(solved("1"));
    desk.refuses(attempt("1", AttemptOutcome.ATTEMPT_OUTCOME_BUSY), Refusal.REFUSAL_ORDER_CLOSED);
  }

  @Test
  void aReportBecomesAnOrderWithANumberOfTheDocket() {
    assertThat(desk.accepts(report(desk.draft(RUBBISH), "web")))
        .containsExactly(
            EventCase.ORDER_OPENED, EventCase.ORDER_CLASSIFIED, EventCase.ORDER_DISPATCHED);
    desk.docket =
        Docket.restored(DocketDesk.DISTRICT, STREET, desk.directory, desk.docket.snapshot());
    desk.accepts(report(desk.draft(RUBBISH), "open311"));
    assertThat(desk.order(STREET + "-web-1").getChannel()).isEqualTo("web");
    assertThat(desk.order(STREET + "-open311-2").getUnit()).isEqualTo(STREET);
    desk.refuses(report(desk.draft(RUBBISH), "Web site"), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(report(desk.draft("999999"), "web"), Refusal.REFUSAL_UNKNOWN_CLASS);
  }

  private void replied() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.handles("1", STREET);
  }

  private String attemptAt() {
    return Instant.ofEpochMilli(desk.order("1").getAttemptMs())
        .atZone(Times.CITY_ZONE)
        .toLocalDateTime()
        .toString();
  }
}
