package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.decision;
import static city.hotline.core.docket.DocketDesk.deny;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sendBack;
import static city.hotline.core.docket.DocketDesk.sendTo;
import static city.hotline.core.docket.DocketDesk.sign;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.docket.v1.AppealKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderReturned;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A unit says that an order is not its business; the unit above decides, and no clock moves. */
class ReturnTest {
  private static final String ID = "110105001-110105-1";
  private static final String DEPARTMENT = "M012";

  private final DocketDesk desk = DocketDesk.ofStreet();

  @BeforeEach
  void anOrderIsWithTheStreet() {
    desk.accepts(desk.open(ID, RUBBISH));
  }

  @Test
  void theUnitAboveIsAsked() {
    desk.accepts(sendBack(ID, STREET));
    Order order = desk.order(ID);
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_RETURN_REQUESTED);
    assertThat(order.getUnit()).isEqualTo(STREET);
    assertThat(order.getAppeal().getKind()).isEqualTo(AppealKind.APPEAL_KIND_RETURN);
    assertThat(order.getAppeal().getDecider()).isEqualTo(DISTRICT);
    assertThat(order.getAppeal().getAskedMs()).isEqualTo(desk.nowMs());
  }

  @Test
  void whatIsGrantedGoesToWhoDecidedOrToWhomThatNames() {
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(grant(ID, DISTRICT));
    assertThat(desk.order(ID).getUnit()).isEqualTo(DISTRICT);

    desk.accepts(sendBack(ID, DISTRICT));
    assertThat(desk.order(ID).getAppeal().getDecider()).isEqualTo(Directory.CITY);
    assertThat(desk.accepts(sendTo(ID, Directory.CITY, DEPARTMENT)))
        .containsExactly(EventCase.ORDER_RETURNED, EventCase.ORDER_DISPATCHED);
    Order order = desk.order(ID);
    assertThat(order.getUnit()).isEqualTo(DEPARTMENT);
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_DISPATCHED);
    assertThat(order.hasAppeal()).isFalse();
  }

  @Test
  void bouncingDoesNotMoveAClock() {
    Order before = desk.order(ID);
    desk.pass(Duration.ofMinutes(20));
    desk.accepts(sendBack(ID, STREET));
    desk.pass(Duration.ofMinutes(20));
    desk.accepts(grant(ID, DISTRICT));
    desk.pass(Duration.ofMinutes(10));
    desk.accepts(sendBack(ID, DISTRICT));
    desk.accepts(sendTo(ID, Directory.CITY, DEPARTMENT));
    assertThat(desk.order(ID).getClocksList()).isEqualTo(before.getClocksList());
    assertThat(desk.order(ID).getDispatchedAt()).isEqualTo(before.getDispatchedAt());
  }

  @Test
  void whatIsDeniedStaysForGood() {
    desk.accepts(sendBack(ID, STREET));
    assertThat(desk.accepts(deny(ID, DISTRICT))).containsExactly(EventCase.RETURN_DENIED);
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_DISPATCHED);
    assertThat(desk.order(ID).getForced()).isTrue();
    desk.refuses(sendBack(ID, STREET), Refusal.REFUSAL_RETURN_NOT_ALLOWED);
  }

  @Test
  void whatNobodyDecidesInTimeStaysForGood() {
    desk.accepts(sendBack(ID, STREET));
    desk.pass(Duration.ofHours(4));
    assertThat(desk.ticks()).contains(EventCase.APPEAL_ESCALATED);
    desk.pass(Duration.ofHours(4));
    assertThat(desk.ticks()).contains(EventCase.RETURN_DENIED);
    assertThat(desk.order(ID).getForced()).isTrue();
    desk.refuses(grant(ID, DISTRICT), Refusal.REFUSAL_NOTHING_APPEALED);
  }

  @Test
  void aUnitThatSignsKeepsWhatItWantedToReturn() {
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(sign(ID, STREET));
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_SIGNED);
    desk.refuses(grant(ID, DISTRICT), Refusal.REFUSAL_NOTHING_APPEALED);
    desk.pass(Duration.ofHours(5));
    assertThat(desk.ticks()).doesNotContain(EventCase.RETURN_DENIED);
  }

  @Test
  void theLastOfSeveralUnitsMustKeepTheOrder() {
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(grant(ID, DISTRICT));
    desk.accepts(sendBack(ID, DISTRICT));
    desk.accepts(sendTo(ID, Directory.CITY, DEPARTMENT));
    assertThat(desk.order(ID).getHop()).isEqualTo(3);
    desk.refuses(sendBack(ID, DEPARTMENT), Refusal.REFUSAL_RETURN_NOT_ALLOWED);
  }

  @Test
  void theCityPlacesWhatCameWithoutADistrict() {
    DocketDesk city = new DocketDesk(Directory.CITY, "2026-11-24T09:00:00+08:00");
    city.accepts(city.open(ID, RUBBISH));
    city.accepts(sendBack(ID, Directory.CITY));
    city.refuses(sendTo(ID, DEPARTMENT, DISTRICT), Refusal.REFUSAL_NOT_THE_DECIDER);
    city.refuses(sendTo(ID, Directory.CITY, STREET), Refusal.REFUSAL_UNIT_CANNOT_LEAD);
    city.pass(Duration.ofHours(5));
    assertThat(city.ticks()).contains(EventCase.RETURN_DENIED);
    city.accepts(sendBack(ID, Directory.CITY));
    city.accepts(sendTo(ID, Directory.CITY, DISTRICT));
    assertThat(city.order(ID).getUnit()).isEqualTo(DISTRICT);
    assertThat(Directory.beijing().docketsFor(DISTRICT)).containsKey(Directory.CITY);
  }

  @Test
  void theBecauseOfAnOrderIsThatOfItsNextCycleUnlessASuperiorDecided() {
    String rule = desk.order(ID).getRule();
    assertThat(rule).isNotEmpty();
    desk.handles(ID, STREET);
    desk.accepts(notSolved(ID));
    assertThat(desk.order(ID).getRule()).isEqualTo(rule);
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(grant(ID, DISTRICT));
    desk.handles(ID, DISTRICT);
    desk.accepts(notSolved(ID));
    assertThat(desk.order(ID).getRule()).isEmpty();
  }

  @Test
  void inANewCycleAReturnIsAllowedAgain() {
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(deny(ID, DISTRICT));
    desk.handles(ID, STREET);
    desk.accepts(notSolved(ID));
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(grant(ID, DISTRICT));
    assertThat(desk.order(ID).getUnit()).isEqualTo(DISTRICT);
    assertThat(desk.order(ID).getHop()).isEqualTo(2);
  }

  @Test
  void aStreetOfElsewhereCannotLead() {
    desk.accepts(sendBack(ID, STREET));
    desk.refuses(sendTo(ID, DISTRICT, "110105002"), Refusal.REFUSAL_UNIT_CANNOT_LEAD);
    desk.refuses(sendTo(ID, DISTRICT, "110101"), Refusal.REFUSAL_UNIT_CANNOT_LEAD);
    desk.refuses(sendTo(ID, DISTRICT, "M999"), Refusal.REFUSAL_UNKNOWN_UNIT);
    desk.refuses(sendTo(ID, DISTRICT, STREET), Refusal.REFUSAL_INVALID_FIELD);
  }

  @Test
  void aDistrictThatKnowsNoStreetCanNameOneOfItsOwn() {
    DocketDesk district = DocketDesk.ofDistrict();
    district.accepts(district.open(ID, RUBBISH));
    district.accepts(sendBack(ID, DISTRICT));
    district.accepts(sendTo(ID, Directory.CITY, STREET));
    assertThat(district.order(ID).getUnit()).isEqualTo(STREET);
  }

  @Test
  void onlyTheUnitAboveDecidesAndSaysWhy() {
    desk.refuses(grant(ID, DISTRICT), Refusal.REFUSAL_NOTHING_APPEALED);
    desk.accepts(sendBack(ID, STREET));
    assertThat(desk.refuses(grant(ID, STREET), Refusal.REFUSAL_NOT_THE_DECIDER).metadata())
        .containsEntry("decider", DISTRICT);
    desk.refuses(decision(ID, DISTRICT, true, "", ""), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(
        decision(ID, DISTRICT, true, "因".repeat(1_001), ""), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(grant("no-such", DISTRICT), Refusal.REFUSAL_UNKNOWN_ORDER);
  }

  @Test
  void nobodyRepliesWhileAReturnIsAskedFor() {
    desk.accepts(sendBack(ID, STREET));
    desk.refuses(sendBack(ID, STREET), Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
    desk.refuses(reply(ID, STREET), Refusal.REFUSAL_ORDER_NOT_SIGNED);
  }

  @Test
  void aReturnFromBeforeTheUnitAboveDecidedStillApplies() {
    DocketEvent returned =
        DocketEvent.newBuilder()
            .setOrderReturned(
                OrderReturned.newBuilder().setOrderId(ID).setUnit(STREET).setReason("因"))
            .build();
    DocketEvent dispatched =
        DocketEvent.newBuilder()
            .setOrderDispatched(OrderDispatched.newBuilder().setOrderId(ID).setUnit(DISTRICT))
            .build();
    desk.docket.apply(returned, desk.moment());
    desk.docket.apply(dispatched, desk.moment());
    assertThat(desk.order(ID).getUnit()).isEqualTo(DISTRICT);
    assertThat(desk.docket.figures().getViolations()).isZero();
  }
}
