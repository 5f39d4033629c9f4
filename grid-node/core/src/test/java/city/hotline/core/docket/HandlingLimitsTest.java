package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.GAS_LEAK;
import static city.hotline.core.docket.DocketDesk.NOISE;
import static city.hotline.core.docket.DocketDesk.NO_HEATING;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.UNPAID_WAGES;
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
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** By when a unit must reply, and what happens when it does not. */
class HandlingLimitsTest {

  private final DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void givesTwoHoursADayAWeekOrFifteenDaysByClass() {
    limit("1", GAS_LEAK, Duration.ofHours(2));
    limit("2", NO_HEATING, Duration.ofHours(24));
    limit("3", NOISE, Duration.ofDays(7));
    limit("4", UNPAID_WAGES, Duration.ofDays(15));
  }

  private void limit(String id, String classCode, Duration limit) {
    desk.accepts(desk.open(id, classCode));
    assertThat(Times.millis(desk.order(id).getDueAt())).isEqualTo(desk.nowMs() + limit.toMillis());
  }

  @Test
  void dispatchesToTheDistrictOrTheCityWhereNoStreetIsKnown() {
    DocketDesk district = DocketDesk.ofDistrict();
    district.accepts(district.open("1", NOISE));
    assertThat(district.order("1").getUnit()).isEqualTo(DISTRICT);

    DocketDesk city = new DocketDesk(Directory.CITY, "2026-11-24T09:00:00+08:00");
    city.accepts(city.open("1", NOISE));
    assertThat(city.order("1").getUnit()).isEqualTo(Directory.CITY);
  }

  @Test
  void ticksOncePerOverdueOrderTheEarliestFirst() {
    desk.accepts(desk.open("b", NO_HEATING));
    desk.accepts(desk.open("a", NO_HEATING));
    desk.accepts(desk.open("c", GAS_LEAK));
    desk.pass(Duration.ofHours(24));

    for (String id : new String[] {"c", "a", "b"}) {
      assertThat(desk.accepts(tick())).containsExactly(ORDER_OVERDUE);
      assertThat(desk.events.get(desk.events.size() - 1).getOrderOverdue().getOrderId())
          .isEqualTo(id);
    }
    desk.refuses(tick(), Refusal.REFUSAL_NOTHING_DUE);
  }

  @Test
  void runsTheClockOnWhileSigned() {
    desk.accepts(desk.open("1", NO_HEATING));
    desk.accepts(sign("1", STREET));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.accepts(tick())).containsExactly(ORDER_OVERDUE);
  }

  @Test
  void stopsTheClockWithTheReply() {
    desk.accepts(desk.open("1", NO_HEATING));
    desk.handles("1", STREET);
    desk.pass(Duration.ofHours(25));
    desk.refuses(tick(), Refusal.REFUSAL_NOTHING_DUE);
  }

  @Test
  void callsAReplyOverdueThatComesBeforeTheTickThatWouldHaveSaidSo() {
    desk.accepts(desk.open("1", NO_HEATING));
    desk.accepts(sign("1", STREET));
    desk.pass(Duration.ofHours(24));
    assertThat(desk.accepts(reply("1", STREET)))
        .containsExactly(ORDER_OVERDUE, ORDER_REPLIED, FOLLOW_UP_DUE);
    assertThat(desk.order("1").getOverdue()).isTrue();
  }

  @Test
  void callsAnOverdueReplyOverdueOnceOnly() {
    desk.accepts(desk.open("1", NO_HEATING));
    desk.accepts(sign("1", STREET));
    desk.pass(Duration.ofHours(24));
    desk.accepts(tick());
    assertThat(desk.accepts(reply("1", STREET))).containsExactly(ORDER_REPLIED, FOLLOW_UP_DUE);
  }

  @Test
  void keepsTheClassesLimitInTheNextCycle() {
    desk.accepts(desk.open("1", GAS_LEAK));
    desk.handles("1", STREET);
    desk.pass(Duration.ofDays(1));
    desk.accepts(notSolved("1"));
    assertThat(Times.millis(desk.order("1").getDueAt()))
        .isEqualTo(desk.nowMs() + Duration.ofHours(2).toMillis());
  }

  @Test
  void runsOnThroughAnOutage() {
    desk.accepts(desk.open("1", GAS_LEAK));
    long due = desk.docket.nextDeadlineMs();
    desk.pass(Duration.ofHours(1));
    desk.docket.epochStarted(desk.moment());
    assertThat(desk.docket.nextDeadlineMs()).isEqualTo(due);
  }
}
