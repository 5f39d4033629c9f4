package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.WATER_CUT;
import static city.hotline.core.docket.DocketDesk.askPending;
import static city.hotline.core.docket.DocketDesk.deny;
import static city.hotline.core.docket.DocketDesk.endPending;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sign;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What cannot be solved now is listed as pending: its clocks stand still, and it comes back. */
class PendingTest {
  private static final String ID = "110105001-110105-1";

  private final DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void itsClocksStandStillUntilTheUnitGoesOn() {
    desk.hasInHand(ID, WATER_CUT);
    desk.pass(Duration.ofHours(10));
    desk.accepts(askPending(ID, STREET, 30));
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_IN_HAND);
    desk.accepts(grant(ID, DISTRICT));
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_PENDING_LISTED);
    assertThat(desk.order(ID).hasDueAt()).isFalse();

    desk.pass(Duration.ofDays(3));
    assertThat(desk.ticks()).isEmpty();
    assertThat(desk.accepts(endPending(ID, STREET))).containsExactly(EventCase.PENDING_ENDED);
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_IN_HAND);
    assertThat(Times.millis(desk.order(ID).getDueAt()))
        .isEqualTo(desk.nowMs() + Duration.ofHours(14).toMillis());
    desk.pass(Duration.ofHours(14));
    assertThat(desk.ticks())
        .containsExactly(EventCase.CLOCK_WARNED, EventCase.CLOCK_WARNED, EventCase.ORDER_OVERDUE);
  }

  @Test
  void itComesBackByItselfAtItsReview() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askPending(ID, STREET, 3));
    desk.pass(Duration.ofHours(5));
    desk.accepts(grant(ID, DISTRICT));
    desk.pass(Duration.ofDays(3).minusMillis(1));
    assertThat(desk.ticks()).isEmpty();
    desk.pass(Duration.ofMillis(1));
    assertThat(desk.ticks()).containsExactly(EventCase.PENDING_ENDED);
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_IN_HAND);
    assertThat(desk.docket.figures().getTotal().getPendingListed()).isEqualTo(1);
    assertThat(desk.docket.figures().getTotal().getPendingEnded()).isEqualTo(1);
  }

  @Test
  void itCanBeListedAgainAndStandsStillForBothTimes() {
    desk.hasInHand(ID, WATER_CUT);
    for (int i = 0; i < 2; i++) {
      desk.pass(Duration.ofHours(2));
      desk.accepts(askPending(ID, STREET, 30));
      desk.accepts(grant(ID, DISTRICT));
      desk.pass(Duration.ofDays(2));
      desk.accepts(endPending(ID, STREET));
    }
    assertThat(Times.millis(desk.order(ID).getDueAt()))
        .isEqualTo(desk.nowMs() + Duration.ofHours(20).toMillis());
  }

  @Test
  void whatRanOutBeforeItWasListedStaysLate() {
    desk.hasInHand(ID, WATER_CUT);
    desk.accepts(askPending(ID, STREET, 30));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.accepts(grant(ID, DISTRICT)))
        .endsWith(EventCase.ORDER_OVERDUE, EventCase.PENDING_LISTED);
    assertThat(desk.order(ID).getOverdue()).isTrue();
  }

  @Test
  void whatIsDeniedStaysInHand() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askPending(ID, STREET, 30));
    assertThat(desk.accepts(deny(ID, DISTRICT))).containsExactly(EventCase.PENDING_DENIED);
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_IN_HAND);
    assertThat(desk.order(ID).hasAppeal()).isFalse();
  }

  @Test
  void nobodyRepliesWhileItIsPending() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askPending(ID, STREET, 30));
    desk.accepts(grant(ID, DISTRICT));
    desk.refuses(reply(ID, STREET), Refusal.REFUSAL_ORDER_NOT_SIGNED);
    desk.refuses(askPending(ID, STREET, 30), Refusal.REFUSAL_ORDER_NOT_IN_HAND);
  }

  @Test
  void theCitizenIsContactedBefore() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.refuses(askPending(ID, STREET, 30), Refusal.REFUSAL_ORDER_NOT_IN_HAND);
    desk.accepts(sign(ID, STREET));
    desk.refuses(askPending(ID, STREET, 30), Refusal.REFUSAL_ORDER_NOT_IN_HAND);
  }

  @Test
  void refusesMoreThanAYearOrNoTimeAtAll() {
    desk.hasInHand(ID, RUBBISH);
    desk.refuses(askPending(ID, STREET, 0), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(askPending(ID, STREET, 366), Refusal.REFUSAL_INVALID_FIELD);
    desk.accepts(askPending(ID, STREET, 365));
  }

  @Test
  void onlyItsUnitEndsWhatIsPending() {
    desk.hasInHand(ID, RUBBISH);
    desk.refuses(endPending(ID, STREET), Refusal.REFUSAL_ORDER_NOT_PENDING);
    desk.accepts(askPending(ID, STREET, 30));
    desk.accepts(grant(ID, DISTRICT));
    desk.refuses(endPending(ID, DISTRICT), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(endPending("no-such", STREET), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.accepts(endPending(ID, STREET));
  }
}
