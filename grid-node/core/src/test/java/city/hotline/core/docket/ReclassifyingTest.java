package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.FALLING_PLASTER;
import static city.hotline.core.docket.DocketDesk.INQUIRY;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.reclassify;
import static city.hotline.core.docket.DocketDesk.solved;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Another class: its limit counts from the first dispatch on. */
class ReclassifyingTest {

  private final DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void aShorterLimitCountsFromTheFirstDispatch() {
    desk.accepts(desk.open("1", RUBBISH));
    long beganMs = desk.nowMs();
    desk.pass(Duration.ofHours(1));
    assertThat(desk.accepts(reclassify("1", FALLING_PLASTER)))
        .containsExactly(EventCase.ORDER_RECLASSIFIED);
    assertThat(desk.order("1").getLimit()).isEqualTo(HandlingLimit.HANDLING_LIMIT_EMERGENCY);
    assertThat(reply("1").getDueMs()).isEqualTo(beganMs + Duration.ofHours(2).toMillis());
    assertThat(desk.order("1").getUnit()).isEqualTo(STREET);
    desk.pass(Duration.ofHours(1));
    assertThat(desk.ticks()).contains(EventCase.CLOCK_WARNED, EventCase.ORDER_OVERDUE);
    assertThat(desk.order("1").getOverdue()).isTrue();
  }

  @Test
  void whoWasLateByAWrongLimitIsNotLate() {
    desk.accepts(desk.open("1", FALLING_PLASTER));
    desk.pass(Duration.ofHours(3));
    desk.ticks();
    assertThat(desk.order("1").getOverdue()).isTrue();
    desk.accepts(reclassify("1", RUBBISH));
    assertThat(desk.order("1").getOverdue()).isFalse();
    assertThat(desk.ticks()).isEmpty();
    desk.pass(Duration.ofDays(8));
    desk.ticks();
    assertThat(desk.order("1").getOverdue()).isTrue();
  }

  @Test
  void moreTimeThatWasGrantedStays() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.accepts(DocketDesk.sign("1", STREET));
    desk.accepts(DocketDesk.askTime("1", STREET, 24));
    desk.accepts(DocketDesk.grant("1", DocketDesk.DISTRICT));
    desk.accepts(reclassify("1", FALLING_PLASTER));
    assertThat(reply("1").getLimitMs()).isEqualTo(Duration.ofHours(26).toMillis());
  }

  @Test
  void aPausedClockRunsOnWithTheOtherLimit() {
    desk.hasInHand("1", FALLING_PLASTER);
    desk.accepts(DocketDesk.askPending("1", STREET, 10));
    desk.accepts(DocketDesk.grant("1", DocketDesk.DISTRICT));
    desk.accepts(reclassify("1", RUBBISH));
    assertThat(reply("1").getDueMs()).isZero();
    desk.pass(Duration.ofDays(2));
    desk.accepts(DocketDesk.endPending("1", STREET));
    assertThat(reply("1").getDueMs()).isEqualTo(desk.nowMs() + Duration.ofDays(7).toMillis());
  }

  @Test
  void aPausedClockThatWasOverIsInTimeAgainByALongerLimit() {
    desk.hasInHand("1", FALLING_PLASTER);
    desk.pass(Duration.ofHours(3));
    desk.ticks();
    assertThat(desk.order("1").getOverdue()).isTrue();
    desk.accepts(DocketDesk.askPending("1", STREET, 10));
    desk.accepts(DocketDesk.grant("1", DocketDesk.DISTRICT));
    desk.accepts(reclassify("1", RUBBISH));
    desk.pass(Duration.ofDays(2));
    desk.accepts(DocketDesk.endPending("1", STREET));
    assertThat(desk.order("1").getOverdue()).isFalse();
    assertThat(reply("1").getNextMs()).isGreaterThan(desk.nowMs());
  }

  @Test
  void answersCountForTheClassItHasThen() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.accepts(reclassify("1", INQUIRY));
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    assertThat(desk.docket.figures().getMonthRates().getAsking()).isZero();
    assertThat(desk.order("1").getDraft().getClassCode()).isEqualTo(INQUIRY);
  }

  @Test
  void refusesTheSameOrAnUnknownClassOrWhatIsRepliedTo() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.refuses(reclassify("1", RUBBISH), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(reclassify("1", "999999"), Refusal.REFUSAL_UNKNOWN_CLASS);
    desk.refuses(reclassify("2", INQUIRY), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.handles("1", STREET);
    desk.refuses(reclassify("1", INQUIRY), Refusal.REFUSAL_ORDER_NOT_RECLASSIFIABLE);
    desk.accepts(solved("1"));
    desk.refuses(reclassify("1", INQUIRY), Refusal.REFUSAL_ORDER_CLOSED);
  }

  private OrderClock reply(String id) {
    return desk.order(id).getClocks(2);
  }
}
