package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.FALLING_PLASTER;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.UNLAWFUL_BUILDING;
import static city.hotline.core.docket.DocketDesk.WATER_CUT;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sign;
import static city.hotline.core.docket.DocketDesk.tick;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.FOLLOW_UP_DUE;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_OVERDUE;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_REPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** By when a unit must reply, and what happens when it does not. */
class HandlingLimitsTest {

  private final DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void givesTwoHoursADayAWeekOrFifteenDaysByClass() {
    limit("1", FALLING_PLASTER, Duration.ofHours(2));
    limit("2", WATER_CUT, Duration.ofHours(24));
    limit("3", RUBBISH, Duration.ofDays(7));
    limit("4", UNLAWFUL_BUILDING, Duration.ofDays(21)); // 15 worked days, three weekends.
  }

  private void limit(String id, String classCode, Duration limit) {
    desk.accepts(desk.open(id, classCode));
    assertThat(Times.millis(desk.order(id).getDueAt())).isEqualTo(desk.nowMs() + limit.toMillis());
  }

  @Test
  void dispatchesToTheDistrictOrTheCityWhereNoStreetIsKnown() {
    DocketDesk district = DocketDesk.ofDistrict();
    district.accepts(district.open("1", RUBBISH));
    assertThat(district.order("1").getUnit()).isEqualTo(DISTRICT);

    DocketDesk city = new DocketDesk(Directory.CITY, "2026-11-24T09:00:00+08:00");
    city.accepts(city.open("1", RUBBISH));
    assertThat(city.order("1").getUnit()).isEqualTo(Directory.CITY);
  }

  @Test
  void ticksOncePerClockThatRanOutTheEarliestFirst() {
    desk.accepts(desk.open("b", WATER_CUT));
    desk.accepts(desk.open("a", WATER_CUT));
    desk.accepts(desk.open("c", FALLING_PLASTER));
    desk.pass(Duration.ofHours(24));
    desk.ticks();

    assertThat(
            desk.events.stream()
                .filter(DocketEvent::hasOrderOverdue)
                .map(DocketEvent::getOrderOverdue)
                .map(o -> o.getClock().name().replace("CLOCK_KIND_", "") + " " + o.getOrderId()))
        .containsExactly(
            "SIGN c",
            "SIGN a",
            "SIGN b",
            "CONTACT c",
            "CONTACT a",
            "CONTACT b",
            "REPLY c",
            "REPLY a",
            "REPLY b");
    desk.refuses(tick(), Refusal.REFUSAL_NOTHING_DUE);
  }

  @Test
  void runsTheClockOnWhileSigned() {
    desk.accepts(desk.open("1", WATER_CUT));
    desk.accepts(sign("1", STREET));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.ticks()).endsWith(ORDER_OVERDUE);
    assertThat(desk.order("1").getOverdue()).isTrue();
  }

  @Test
  void stopsTheClockWithTheReply() {
    desk.accepts(desk.open("1", WATER_CUT));
    desk.handles("1", STREET);
    desk.pass(Duration.ofHours(25));
    desk.refuses(tick(), Refusal.REFUSAL_NOTHING_DUE);
  }

  @Test
  void callsAReplyOverdueThatComesBeforeTheTickThatWouldHaveSaidSo() {
    desk.accepts(desk.open("1", WATER_CUT));
    desk.accepts(sign("1", STREET));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.accepts(reply("1", STREET)))
        .endsWith(ORDER_OVERDUE, ORDER_REPLIED, FOLLOW_UP_DUE);
    assertThat(desk.order("1").getOverdue()).isTrue();
  }

  @Test
  void callsAnOverdueReplyOverdueOnceOnly() {
    desk.accepts(desk.open("1", WATER_CUT));
    desk.accepts(sign("1", STREET));
    desk.pass(Duration.ofHours(24));
    desk.ticks();
    assertThat(desk.accepts(reply("1", STREET))).containsExactly(ORDER_REPLIED, FOLLOW_UP_DUE);
  }

  @Test
  void keepsTheClassesLimitInTheNextCycle() {
    desk.accepts(desk.open("1", FALLING_PLASTER));
    desk.handles("1", STREET);
    desk.pass(Duration.ofDays(1));
    desk.accepts(notSolved("1"));
    assertThat(Times.millis(desk.order("1").getDueAt()))
        .isEqualTo(desk.nowMs() + Duration.ofHours(2).toMillis());
  }

  @Test
  void runsOnThroughAnOutage() {
    desk.accepts(desk.open("1", FALLING_PLASTER));
    long due = desk.docket.nextDeadlineMs();
    desk.pass(Duration.ofHours(1));
    desk.docket.epochStarted(desk.moment());
    assertThat(desk.docket.nextDeadlineMs()).isEqualTo(due);
  }
}
