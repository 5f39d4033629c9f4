package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.INQUIRY;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.answers;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.core.docket.DocketDesk.tick;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.figures.RateLedger;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateDay;
import city.hotline.proto.figures.v1.RateRow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of cycles that are over, and what every scheme can count from it. */
class CyclesTest {

  private DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void theFirstCycleStaysAsItWasWhenTheSecondBegins() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.handles("1", STREET);
    long repliedMs = desk.nowMs();
    desk.pass(Duration.ofHours(2));
    desk.accepts(
        answers("1", Resolution.RESOLUTION_NO, Satisfaction.SATISFACTION_VERY_DISSATISFIED));
    Cycle first = desk.order("1").getCycles(0);
    assertThat(first.getUnit()).isEqualTo(STREET);
    assertThat(first.getRepliedMs()).isEqualTo(repliedMs);
    assertThat(first.getAnsweredMs()).isEqualTo(desk.nowMs());
    assertThat(first.getAnswers().getResolution()).isEqualTo(Resolution.RESOLUTION_NO);
    assertThat(first.getCounting().getAsks()).isTrue();
    assertThat(first.getCounting().getResolved()).isFalse();

    desk.pass(Duration.ofHours(1));
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    Order closed = desk.order("1");
    assertThat(closed.getState()).isEqualTo(OrderState.ORDER_STATE_CLOSED);
    assertThat(closed.getCyclesList()).hasSize(2).startsWith(first);
    assertThat(closed.getCycles(1).getCounting().getResolved()).isTrue();
    assertThat(closed.getUnit()).isEqualTo(STREET);
    assertThat(closed.getDraft().getClassCode()).isEqualTo(RUBBISH);
    assertThat(closed.getDraft().getText()).isEmpty();
    assertThat(closed.getDraft().hasRequester()).isFalse();
  }

  @Test
  void answersAreKeptAsGivenByDayUnitAndClass() {
    asked("1", RUBBISH, Resolution.RESOLUTION_NO, Satisfaction.SATISFACTION_DISSATISFIED);
    desk.goTo("2026-11-25T00:00:00+08:00");
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    asked("2", INQUIRY, Resolution.RESOLUTION_PARTLY, Satisfaction.SATISFACTION_VERY_SATISFIED);
    desk.accepts(desk.open("3", RUBBISH));
    desk.handles("3", STREET);
    desk.reachesNobody("3");

    assertThat(days()).extracting(RateDay::getDay).containsExactly("2026-11-24", "2026-11-25");
    assertThat(days().get(0).getRowsList())
        .containsExactly(
            row(RUBBISH, true, false)
                .setCounts(
                    AnswerCounts.newBuilder().setResponded(1).setNotResolved(1).setDissatisfied(1))
                .build());
    assertThat(days().get(1).getRowsList())
        .containsExactly(
            row(RUBBISH, true, true)
                .setCounts(
                    AnswerCounts.newBuilder()
                        .setUnreachable(1)
                        .setResponded(1)
                        .setResolved(1)
                        .setSatisfied(1))
                .build(),
            row(INQUIRY, false, false)
                .setUnit(desk.order("2").getUnit())
                .setCounts(
                    AnswerCounts.newBuilder()
                        .setResponded(1)
                        .setPartlyResolved(1)
                        .setVerySatisfied(1))
                .build());
  }

  @Test
  void anOrderThatWasListedAsPendingIsLeftOutAndSaidToBe() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.accepts(DocketDesk.sign("1", STREET));
    desk.accepts(DocketDesk.contact("1", STREET));
    desk.accepts(DocketDesk.askPending("1", STREET, 3));
    desk.accepts(DocketDesk.grant("1", DocketDesk.DISTRICT));
    desk.pass(Duration.ofDays(3));
    desk.ticks();
    desk.accepts(DocketDesk.reply("1", STREET));
    desk.accepts(solved("1"));
    assertThat(desk.docket.figures().getMonthRates().getExcluded()).isEqualTo(1);
    assertThat(desk.docket.figures().getMonthRates().getFollowedUp()).isZero();
    assertThat(days().get(0).getRows(0).getListed()).isTrue();
    assertThat(desk.order("1").getCycles(0).getListed()).isTrue();
  }

  @Test
  void countsALateReplyAsLate() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.pass(Duration.ofDays(30));
    desk.ticks();
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    assertThat(days().get(0).getRows(0).getCounts().getOverdue()).isEqualTo(1);
    assertThat(desk.order("1").getCycles(0).getOverdue()).isTrue();
  }

  @Test
  void aCycleSaysWhenTheCitizenWasContactedIfThatWasBeforeTheReply() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.accepts(DocketDesk.sign("1", STREET));
    desk.pass(Duration.ofHours(1));
    long contactedMs = desk.nowMs();
    desk.accepts(DocketDesk.contact("1", STREET));
    desk.pass(Duration.ofHours(1));
    desk.accepts(DocketDesk.reply("1", STREET));
    desk.accepts(solved("1"));
    assertThat(desk.order("1").getCycles(0).getContactedMs()).isEqualTo(contactedMs);

    desk.accepts(desk.open("2", RUBBISH));
    desk.accepts(DocketDesk.sign("2", STREET));
    desk.accepts(DocketDesk.reply("2", STREET));
    desk.accepts(solved("2"));
    assertThat(desk.order("2").getCycles(0).getContactedMs()).isZero();
  }

  @Test
  void whatWasSaidBeforeAChangeOfTheClassCountsForTheFormerOne() {
    asked("1", RUBBISH, Resolution.RESOLUTION_NO, Satisfaction.SATISFACTION_DISSATISFIED);
    desk.accepts(DocketDesk.reclassify("1", DocketDesk.UNLAWFUL_BUILDING));
    desk.accepts(DocketDesk.reclassify("1", DocketDesk.FALLING_PLASTER));
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    assertThat(desk.order("1").getCyclesList())
        .extracting(Cycle::getClassCode)
        .containsExactly(RUBBISH, "");
    assertThat(days().get(0).getRowsList())
        .extracting(RateRow::getClassCode)
        .containsExactly(RUBBISH, DocketDesk.FALLING_PLASTER);
    AnswersTwice.areAlike(desk.docket, desk.nowMs());
  }

  /** 400 days are asked for; months are forgotten as a whole, so it is some days more. */
  @Test
  void keepsEachAnswerForAtLeast400DaysAndNotForTwoMonthsMore() {
    desk = new DocketDesk(STREET, "2026-11-01T08:00:00+08:00");
    LocalDate last = LocalDate.of(2029, 1, 31);
    int asked = 0;
    for (LocalDate day = LocalDate.of(2026, 11, 2); !day.isAfter(last); day = day.plusDays(1)) {
      desk.goTo(day + "T09:00:00+08:00");
      desk.ticks();
      asked(
          "day-" + asked++,
          RUBBISH,
          Resolution.RESOLUTION_YES,
          Satisfaction.SATISFACTION_SATISFIED);
      LocalDate oldest = LocalDate.parse(days().get(0).getDay());
      assertThat(oldest.isBefore(day.minusDays(460))).as("forgotten by " + day).isFalse();
      if (day.minusDays(400).isAfter(LocalDate.of(2026, 11, 1))) {
        assertThat(oldest.isAfter(day.minusDays(400))).as("kept on " + day).isFalse();
        assertThat(oldest).isAfterOrEqualTo(desk.docket.rates().firstKept().atDay(1));
      }
    }
    assertThat(AnswersTwice.areAlike(desk.docket, desk.nowMs())).isGreaterThan(400);
  }

  @Test
  void whatWasFrozenStaysAsItWas() {
    asked("1", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    var frozen = desk.docket.freeze();
    var before = desk.docket.snapshot();
    asked("2", INQUIRY, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    assertThat(frozen.get()).isEqualTo(before);
  }

  @Test
  void daysOfASpanAreFrozenWithTheLastOneAsItIs() {
    asked("1", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    desk.goTo("2026-11-26T09:00:00+08:00");
    asked("2", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    LocalDate first = LocalDate.of(2026, 11, 24);
    RateLedger ledger = desk.docket.rateLedger();
    var both = ledger.freeze(first, LocalDate.of(2026, 11, 30));
    asked("3", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    assertThat(both.get().stream().map(RateLedger::read))
        .extracting(day -> day.getDay() + " " + day.getRows(0).getCounts().getResolved())
        .containsExactly("2026-11-24 1", "2026-11-26 1");
    assertThat(ledger.freeze(first, first.plusDays(1)).get()).hasSize(1);
    assertThat(ledger.freeze(first.plusDays(1), first.plusDays(2)).get()).hasSize(1);
    assertThat(ledger.freeze(first.plusDays(1), first.plusDays(1)).get()).isEmpty();
  }

  @Test
  void goesOnCountingTheDayAfterASnapshot() {
    asked("1", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    desk.docket =
        Docket.restored(DocketDesk.DISTRICT, STREET, desk.directory, desk.docket.snapshot());
    asked("2", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    assertThat(days()).hasSize(1);
    assertThat(days().get(0).getRows(0).getCounts().getResolved()).isEqualTo(2);
  }

  @Test
  void forgetsClosedOrdersAndDaysAfterFourteenMonths() {
    asked("1", RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    LocalDate first = LocalDate.of(2026, 12, 1);
    for (int month = 0; month < 15; month++) {
      assertThat(desk.docket.order("1")).as("before month " + month).isPresent();
      assertThat(days()).isNotEmpty();
      desk.goTo(first.plusMonths(month) + "T00:00:00+08:00");
      desk.accepts(tick());
    }
    assertThat(desk.docket.order("1")).isEmpty();
    assertThat(days()).isEmpty();
    assertThat(desk.docket.figures().getTotal().getClosed()).isEqualTo(1);
    assertThat(desk.docket.figures().getViolations()).isZero();
  }

  private void asked(String id, String code, Resolution resolution, Satisfaction satisfaction) {
    desk.accepts(desk.open(id, code));
    desk.handles(id, desk.order(id).getUnit());
    desk.accepts(answers(id, resolution, satisfaction));
  }

  private List<RateDay> days() {
    return desk.docket.rateLedger().days().stream().map(RateLedger::read).toList();
  }

  private static RateRow.Builder row(String code, boolean asks, boolean last) {
    return RateRow.newBuilder().setUnit(STREET).setClassCode(code).setAsks(asks).setLast(last);
  }
}
