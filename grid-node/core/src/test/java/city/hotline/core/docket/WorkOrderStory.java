package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.WATER_CUT;
import static city.hotline.core.docket.DocketDesk.contact;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sendBack;
import static city.hotline.core.docket.DocketDesk.sign;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ANSWERS_RECORDED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.CITIZEN_CONTACTED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.FOLLOW_UP_DUE;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_CLASSIFIED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_CLOSED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_DISPATCHED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_OPENED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_OVERDUE;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_REOPENED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_REPLIED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_RETURNED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_SIGNED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.RETURN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.figures.v1.RateFigures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A citizen's order, told from its opening to its end. */
class WorkOrderStory {

  private static final String ID = "110105001-110105-127";

  private final DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void aCitizenWithoutWaterIsHelpedWithinADay() {
    assertThat(desk.accepts(desk.open(ID, WATER_CUT)))
        .containsExactly(ORDER_OPENED, ORDER_CLASSIFIED, ORDER_DISPATCHED);
    Order opened = desk.order(ID);
    assertThat(opened.getLimit()).isEqualTo(HandlingLimit.HANDLING_LIMIT_UTILITY);
    assertThat(opened.getState()).isEqualTo(OrderState.ORDER_STATE_DISPATCHED);
    assertThat(opened.getUnit()).isEqualTo(STREET);
    assertThat(opened.getOpenedAt()).isEqualTo(desk.moment().getTime());
    assertThat(opened.getDispatchedAt()).isEqualTo(desk.moment().getTime());
    assertThat(Times.millis(opened.getDueAt()))
        .isEqualTo(desk.nowMs() + Duration.ofHours(24).toMillis());

    desk.pass(Duration.ofMinutes(10));
    assertThat(desk.accepts(sign(ID, STREET))).containsExactly(ORDER_SIGNED);
    assertThat(desk.order(ID).getSignedAt()).isEqualTo(desk.moment().getTime());

    desk.pass(Duration.ofMinutes(40));
    assertThat(desk.accepts(contact(ID, STREET))).containsExactly(CITIZEN_CONTACTED);

    desk.pass(Duration.ofHours(5));
    assertThat(desk.accepts(reply(ID, STREET))).containsExactly(ORDER_REPLIED, FOLLOW_UP_DUE);
    assertThat(desk.order(ID).getRepliedAt()).isEqualTo(desk.moment().getTime());
    assertThat(desk.order(ID).getReplyText()).isEqualTo("已上门维修");
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_FOLLOW_UP);

    desk.pass(Duration.ofHours(1));
    assertThat(desk.accepts(solved(ID))).containsExactly(ANSWERS_RECORDED, ORDER_CLOSED);
    Order closed = desk.order(ID);
    assertThat(closed.getState()).isEqualTo(OrderState.ORDER_STATE_CLOSED);
    assertThat(closed.getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_RESOLVED);
    assertThat(closed.getClosedAt()).isEqualTo(desk.moment().getTime());
    assertThat(closed.getOverdue()).isFalse();
    assertThat(desk.open()).isEmpty();
    assertThat(desk.docket.figures().getMonthRates())
        .isEqualTo(
            RateFigures.newBuilder()
                .setFollowedUp(1)
                .setResponded(1)
                .setAsking(1)
                .setResolved(1)
                .setSatisfied(1)
                .build());
  }

  @Test
  void aStreetSendsAnOrderBackAndTheDistrictHandlesItOnTheSameClock() {
    desk.accepts(desk.open(ID, WATER_CUT));
    Order before = desk.order(ID);

    desk.pass(Duration.ofHours(3));
    assertThat(desk.accepts(sendBack(ID, STREET))).endsWith(RETURN_REQUESTED);
    assertThat(desk.accepts(grant(ID, DISTRICT))).containsExactly(ORDER_RETURNED, ORDER_DISPATCHED);
    Order returned = desk.order(ID);
    assertThat(returned.getUnit()).isEqualTo(DISTRICT);
    assertThat(returned.getHop()).isEqualTo(2);
    assertThat(returned.getDueAt()).isEqualTo(before.getDueAt());
    assertThat(returned.getDispatchedAt()).isEqualTo(before.getDispatchedAt());

    desk.handles(ID, DISTRICT);
    desk.accepts(solved(ID));
    assertThat(desk.order(ID).getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_RESOLVED);
    assertThat(desk.docket.figures().getTotal().getReturned()).isEqualTo(1);
    assertThat(desk.docket.figures().getTotal().getDispatched()).isEqualTo(2);
  }

  @Test
  void anOrderThatIsNotSolvedIsReopenedOnceAndStaysUnresolved() {
    desk.accepts(desk.open(ID, WATER_CUT));
    desk.handles(ID, STREET);

    desk.pass(Duration.ofDays(2));
    assertThat(desk.accepts(notSolved(ID)))
        .containsExactly(ANSWERS_RECORDED, ORDER_REOPENED, ORDER_DISPATCHED);
    Order reopened = desk.order(ID);
    assertThat(reopened.getCycle()).isEqualTo(2);
    assertThat(reopened.getHop()).isEqualTo(1);
    assertThat(reopened.getUnit()).isEqualTo(STREET);
    assertThat(reopened.getState()).isEqualTo(OrderState.ORDER_STATE_DISPATCHED);
    assertThat(reopened.getDispatchedAt()).isEqualTo(desk.moment().getTime());
    assertThat(Times.millis(reopened.getDueAt()))
        .isEqualTo(desk.nowMs() + Duration.ofHours(24).toMillis());
    assertThat(reopened.hasSignedAt()).isFalse();
    assertThat(reopened.hasRepliedAt()).isFalse();

    desk.handles(ID, STREET);
    assertThat(desk.accepts(notSolved(ID))).containsExactly(ANSWERS_RECORDED, ORDER_CLOSED);
    assertThat(desk.order(ID).getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_UNRESOLVED);
    assertThat(desk.docket.figures().getTotalRates().getFollowedUp()).isEqualTo(2);
    assertThat(desk.docket.figures().getTotalRates().getResolved()).isZero();
  }

  @Test
  void anOrderIsOverdueOnceACycleAndStillGetsItsReply() {
    desk.accepts(desk.open(ID, WATER_CUT));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.ticks()).endsWith(ORDER_OVERDUE);
    assertThat(desk.order(ID).getOverdue()).isTrue();
    assertThat(desk.docket.nextDeadlineMs()).isGreaterThan(desk.nowMs());

    desk.handles(ID, STREET);
    desk.accepts(notSolved(ID));
    assertThat(desk.order(ID).getOverdue()).isFalse();
    desk.pass(Duration.ofHours(24));
    assertThat(desk.ticks()).endsWith(ORDER_OVERDUE);
    assertThat(desk.order(ID).getOverdue()).isTrue();
  }

  @Test
  void theCitizenIsForgottenWhenTheOrderIsClosed() {
    desk.accepts(desk.open(ID, WATER_CUT));
    assertThat(desk.order(ID).getDraft().getRequester().getName()).isEqualTo("王某");
    desk.handles(ID, STREET);
    desk.accepts(solved(ID));

    Order closed = desk.order(ID);
    assertThat(closed.getDraft().getRequester()).isEqualTo(Requester.getDefaultInstance());
    assertThat(closed.getDraft().getText()).isEmpty();
    assertThat(closed.getReplyText()).isEmpty();
    assertThat(closed.getDraft().getClassCode()).isEqualTo(WATER_CUT);
    assertThat(closed.getDraft().getStreet()).isEqualTo(STREET);
  }
}
