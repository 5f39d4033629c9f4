package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.WATER_CUT;
import static city.hotline.core.docket.DocketDesk.contact;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sign;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each share of each clock is told of once, to the unit and to those above it. */
class WarningTest {
  private static final String ID = "110105001-110105-1";

  private final DocketDesk desk = DocketDesk.ofStreet();

  /** Clock, percent and who else is told, of what was told so far. */
  private List<String> told() {
    return desk.events.stream()
        .filter(event -> event.hasClockWarned() || event.hasOrderOverdue())
        .map(WarningTest::told)
        .toList();
  }

  private static String told(DocketEvent event) {
    if (event.hasClockWarned()) {
      var warned = event.getClockWarned();
      return name(warned.getClock()) + " " + warned.getPercent() + " " + warned.getEscalatedTo();
    }
    var overdue = event.getOrderOverdue();
    return name(overdue.getClock()) + " 100 " + overdue.getEscalatedTo();
  }

  private static String name(ClockKind kind) {
    return kind.name().replace("CLOCK_KIND_", "");
  }

  @Test
  void aUnitThatDoesNothingIsReportedToTheDistrictThenToTheCity() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.pass(Duration.ofDays(7));
    desk.ticks();
    assertThat(told())
        .containsExactly(
            "SIGN 50 ",
            "SIGN 80 " + DISTRICT,
            "SIGN 100 " + Directory.CITY,
            "CONTACT 50 ",
            "CONTACT 80 " + DISTRICT,
            "CONTACT 100 " + Directory.CITY,
            "REPLY 50 ",
            "REPLY 80 " + DISTRICT,
            "REPLY 100 " + Directory.CITY);
    assertThat(desk.order(ID).getOverdue()).isTrue();
    assertThat(desk.docket.figures().getTotal().getOverdue()).isEqualTo(3);
    desk.refuses(DocketDesk.tick(), Refusal.REFUSAL_NOTHING_DUE);
  }

  @Test
  void whatIsDoneInTimeIsNotToldOf() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.pass(Duration.ofMinutes(30));
    desk.accepts(sign(ID, STREET));
    desk.pass(Duration.ofHours(1));
    assertThat(desk.accepts(contact(ID, STREET))).containsExactly(EventCase.CITIZEN_CONTACTED);
    desk.pass(Duration.ofDays(1));
    desk.accepts(reply(ID, STREET));
    desk.pass(Duration.ofDays(30));
    desk.goTo("2026-11-30T09:00:00+08:00");
    assertThat(desk.ticks()).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void whatIsDoneLateIsLateBeforeATickHasSaidSo() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.pass(Duration.ofHours(2));
    assertThat(desk.accepts(sign(ID, STREET)))
        .containsExactly(
            EventCase.CLOCK_WARNED,
            EventCase.CLOCK_WARNED,
            EventCase.ORDER_OVERDUE,
            EventCase.ORDER_SIGNED);
    assertThat(told())
        .containsExactly("SIGN 50 ", "SIGN 80 " + DISTRICT, "SIGN 100 " + Directory.CITY);
    assertThat(desk.ticks()).isEmpty();
  }

  @Test
  void theHighestIsToldWhereThereIsNobodyAbove() {
    DocketDesk district = DocketDesk.ofDistrict();
    district.accepts(district.open(ID, RUBBISH));
    district.pass(Duration.ofHours(2));
    district.ticks();
    assertThat(district.events.get(district.events.size() - 1).getOrderOverdue().getEscalatedTo())
        .isEqualTo(Directory.CITY);
  }

  @Test
  void aReplyWithoutAContactStopsThatClockToo() {
    desk.accepts(desk.open(ID, WATER_CUT));
    desk.accepts(sign(ID, STREET));
    desk.accepts(reply(ID, STREET));
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_FOLLOW_UP);
    desk.pass(Duration.ofDays(2));
    assertThat(desk.ticks()).isEmpty();
  }

  @Test
  void theCitizenIsContactedFirstOnce() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.refuses(contact(ID, STREET), Refusal.REFUSAL_ORDER_NOT_SIGNED);
    desk.accepts(sign(ID, STREET));
    desk.refuses(contact(ID, DISTRICT), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(contact("no-such", STREET), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.accepts(contact(ID, STREET));
    assertThat(desk.order(ID).getState()).isEqualTo(OrderState.ORDER_STATE_IN_HAND);
    desk.refuses(contact(ID, STREET), Refusal.REFUSAL_ORDER_NOT_SIGNED);
  }
}
