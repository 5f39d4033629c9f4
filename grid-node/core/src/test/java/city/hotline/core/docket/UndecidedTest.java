package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.askPending;
import static city.hotline.core.docket.DocketDesk.askTime;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sendBack;
import static city.hotline.core.docket.DocketDesk.sign;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.AppealEscalated;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the unit above leaves lying goes one level up, once, and is denied after that. */
class UndecidedTest {

  private static final String ID = "110105001-110105-1";

  /** A Friday. */
  private DocketDesk desk = new DocketDesk(STREET, "2026-11-27T15:00:00+08:00");

  @Test
  void moreTimeThatNobodyDecidesGoesToTheCityAndIsDeniedThere() {
    desk.hasInHand(ID, RUBBISH);
    List<OrderClock> clocks = desk.order(ID).getClocksList();
    desk.accepts(askTime(ID, STREET, 24));
    assertThat(decideBy()).as("a weekend is between").isEqualTo("2026-11-30T15:00");
    desk.goTo("2026-11-30T15:00:00+08:00");
    assertThat(desk.ticks()).containsExactly(EventCase.APPEAL_ESCALATED);
    AppealEscalated escalated = lastEscalated();
    assertThat(escalated.getFormerDecider()).isEqualTo(DISTRICT);
    assertThat(escalated.getAppeal().getDecider()).isEqualTo(Directory.CITY);
    assertThat(escalated.getAppeal().getReason()).isNotEmpty();
    desk.refuses(grant(ID, DISTRICT), Refusal.REFUSAL_NOT_THE_DECIDER);
    assertThat(decideBy()).isEqualTo("2026-12-01T15:00");
    desk.goTo("2026-12-01T15:00:00+08:00");
    assertThat(desk.ticks()).contains(EventCase.EXTENSION_DENIED);
    assertThat(desk.order(ID).hasAppeal()).isFalse();
    assertThat(dues(desk.order(ID).getClocksList())).as("no time was lost").isEqualTo(dues(clocks));
    desk.accepts(askTime(ID, STREET, 24));
    assertThat(desk.docket.figures().getTotal().getAppealsEscalated()).isEqualTo(1);
  }

  @Test
  void theCityCanStillDecide() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askPending(ID, STREET, 30));
    desk.goTo("2026-11-30T15:00:00+08:00");
    desk.ticks();
    desk.accepts(grant(ID, Directory.CITY));
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_PENDING_LISTED);
  }

  @Test
  void aPendingThatNobodyDecidesIsNotListed() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askPending(ID, STREET, 30));
    desk.goTo("2026-12-01T15:00:00+08:00");
    assertThat(desk.ticks()).contains(EventCase.APPEAL_ESCALATED).doesNotContain(denied());
    desk.pass(Duration.ofHours(24));
    assertThat(desk.ticks()).containsOnlyOnce(denied());
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_IN_HAND);
    desk.accepts(reply(ID, STREET));
  }

  private static EventCase denied() {
    return EventCase.PENDING_DENIED;
  }

  @Test
  void aReturnIsDecidedSoonerAndStaysInTheEnd() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.accepts(sendBack(ID, STREET));
    assertThat(decideBy()).isEqualTo("2026-11-27T19:00");
    desk.pass(Duration.ofHours(4));
    assertThat(desk.ticks()).containsOnlyOnce(EventCase.APPEAL_ESCALATED);
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_RETURN_REQUESTED);
    desk.pass(Duration.ofHours(4));
    assertThat(desk.ticks()).containsOnlyOnce(EventCase.RETURN_DENIED);
    assertThat(desk.order(ID).getForced()).isTrue();
  }

  @Test
  void whoIsUnderTheCityIsDeniedAtOnce() {
    desk = DocketDesk.ofDistrict();
    desk.accepts(desk.open(ID, RUBBISH));
    desk.accepts(sign(ID, DISTRICT));
    desk.accepts(askTime(ID, DISTRICT, 24));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.ticks())
        .contains(EventCase.EXTENSION_DENIED)
        .doesNotContain(EventCase.APPEAL_ESCALATED);
  }

  @Test
  void whatIsAskedAnewIsEscalatedAnew() {
    desk.hasInHand(ID, RUBBISH);
    for (int i = 1; i <= 2; i++) {
      desk.accepts(askTime(ID, STREET, 24));
      assertThat(appeal().getEscalated()).isFalse();
      desk.goTo(Instant.ofEpochMilli(appeal().getDecideByMs()).toString());
      desk.ticks();
      assertThat(appeal().getEscalated()).isTrue();
      desk.goTo(Instant.ofEpochMilli(appeal().getDecideByMs()).toString());
      desk.ticks();
      assertThat(desk.docket.figures().getTotal().getAppealsEscalated()).isEqualTo(i);
    }
  }

  private Appeal appeal() {
    return desk.order(ID).getAppeal();
  }

  private AppealEscalated lastEscalated() {
    return desk.events.get(desk.events.size() - 1).getAppealEscalated();
  }

  private static List<Long> dues(List<OrderClock> clocks) {
    return clocks.stream().map(OrderClock::getDueMs).toList();
  }

  private String decideBy() {
    return Instant.ofEpochMilli(appeal().getDecideByMs())
        .atZone(Times.CITY_ZONE)
        .toLocalDateTime()
        .toString();
  }
}
