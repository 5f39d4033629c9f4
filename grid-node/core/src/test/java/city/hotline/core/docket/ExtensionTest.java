package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.WATER_CUT;
import static city.hotline.core.docket.DocketDesk.askPending;
import static city.hotline.core.docket.DocketDesk.askTime;
import static city.hotline.core.docket.DocketDesk.deny;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sign;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.AskExtension;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A unit asks for more time; the unit above decides; what was late stays late. */
class ExtensionTest {
  private static final String ID = "110105001-110105-1";

  private final DocketDesk desk = DocketDesk.ofStreet();

  private long dueMs() {
    return Times.millis(desk.order(ID).getDueAt());
  }

  private OrderClock replyClock() {
    return desk.order(ID).getClocks(2);
  }

  @Test
  void theReplyIsDueLaterByWhatWasAsked() {
    desk.hasInHand(ID, RUBBISH);
    long beforeMs = dueMs();
    desk.accepts(askTime(ID, STREET, 24));
    assertThat(dueMs()).isEqualTo(beforeMs);
    assertThat(desk.order(ID).getAppeal().getDecider()).isEqualTo(DISTRICT);
    desk.accepts(grant(ID, DISTRICT));
    assertThat(dueMs()).isEqualTo(beforeMs + Duration.ofHours(24).toMillis());
    assertThat(desk.order(ID).hasAppeal()).isFalse();
    assertThat(desk.docket.figures().getTotal().getExtended()).isEqualTo(1);
  }

  @Test
  void whatIsDeniedMovesNothing() {
    desk.hasInHand(ID, RUBBISH);
    long beforeMs = dueMs();
    desk.accepts(askTime(ID, STREET, 24));
    assertThat(desk.accepts(deny(ID, DISTRICT))).containsExactly(EventCase.EXTENSION_DENIED);
    assertThat(dueMs()).isEqualTo(beforeMs);
    desk.accepts(askTime(ID, STREET, 12));
  }

  @Test
  void moreTimeIsGivenOnceACycle() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askTime(ID, STREET, 24));
    desk.accepts(grant(ID, DISTRICT));
    desk.refuses(askTime(ID, STREET, 24), Refusal.REFUSAL_EXTENSION_NOT_ALLOWED);
    desk.accepts(reply(ID, STREET));
    desk.accepts(notSolved(ID));
    desk.accepts(sign(ID, STREET));
    desk.accepts(askTime(ID, STREET, 24));
  }

  @Test
  void aShareThatWasToldOfIsNotToldOfAgain() {
    desk.hasInHand(ID, WATER_CUT);
    desk.pass(Duration.ofHours(13));
    desk.ticks();
    assertThat(replyClock().getToldPercent()).isEqualTo(50);
    desk.accepts(askTime(ID, STREET, 24));
    desk.accepts(grant(ID, DISTRICT));
    assertThat(replyClock().getToldPercent()).isEqualTo(50);
    desk.pass(Duration.ofHours(12));
    assertThat(desk.ticks()).isEmpty();
    desk.pass(Duration.ofHours(14));
    assertThat(desk.ticks()).containsExactly(EventCase.CLOCK_WARNED);
    assertThat(replyClock().getToldPercent()).isEqualTo(80);
  }

  @Test
  void whatRanOutBeforeTheDecisionStaysLate() {
    desk.hasInHand(ID, WATER_CUT);
    desk.accepts(askTime(ID, STREET, 24));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.accepts(grant(ID, DISTRICT)))
        .containsExactly(
            EventCase.CLOCK_WARNED,
            EventCase.CLOCK_WARNED,
            EventCase.ORDER_OVERDUE,
            EventCase.EXTENSION_GRANTED);
    assertThat(desk.order(ID).getOverdue()).isTrue();
    assertThat(desk.ticks()).isEmpty();
  }

  @Test
  void oneThingIsAskedAtATime() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askTime(ID, STREET, 24));
    desk.refuses(askTime(ID, STREET, 24), Refusal.REFUSAL_APPEAL_NOT_DECIDED);
    assertThat(
            desk.refuses(askPending(ID, STREET, 30), Refusal.REFUSAL_APPEAL_NOT_DECIDED).metadata())
        .containsEntry("decider", DISTRICT);
  }

  @Test
  void aReplyEndsWhatIsAsked() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askTime(ID, STREET, 24));
    desk.accepts(reply(ID, STREET));
    desk.refuses(grant(ID, DISTRICT), Refusal.REFUSAL_NOTHING_APPEALED);
  }

  @Test
  void refusesMoreThanAMonthNothingAtAllAndNoReason() {
    desk.hasInHand(ID, RUBBISH);
    desk.refuses(askTime(ID, STREET, 0), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(askTime(ID, STREET, 721), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(
        DocketCommand.newBuilder()
            .setAskExtension(AskExtension.newBuilder().setOrderId(ID).setUnit(STREET).setHours(1))
            .build(),
        Refusal.REFUSAL_INVALID_FIELD);
    desk.accepts(askTime(ID, STREET, 720));
  }

  @Test
  void onlyWhoHasSignedAsks() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.refuses(askTime(ID, STREET, 24), Refusal.REFUSAL_ORDER_NOT_SIGNED);
    desk.refuses(askTime(ID, DISTRICT, 24), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(askTime("no-such", STREET, 24), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.accepts(sign(ID, STREET));
    desk.accepts(askTime(ID, STREET, 24));
  }

  @Test
  void theCityDecidesForItself() {
    DocketDesk city = new DocketDesk(Directory.CITY, "2026-11-24T09:00:00+08:00");
    city.accepts(city.open(ID, RUBBISH));
    city.accepts(sign(ID, Directory.CITY));
    city.accepts(askTime(ID, Directory.CITY, 24));
    city.accepts(grant(ID, Directory.CITY));
    assertThat(city.order(ID).getExtensions()).isEqualTo(1);
  }
}
