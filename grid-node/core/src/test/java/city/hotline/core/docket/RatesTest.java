package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.INQUIRY;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.answers;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.core.docket.DocketDesk.tick;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ANSWERS_RECORDED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.MONTH_CLOSED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.figures.v1.ClosedMonth;
import city.hotline.proto.figures.v1.RateFigures;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What the citizen's answers count for, and in which month. */
class RatesTest {

  private DocketDesk desk = DocketDesk.ofStreet();

  @Test
  void countsOnlyYesAsResolved() {
    asked(RUBBISH, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    asked(RUBBISH, Resolution.RESOLUTION_PARTLY, Satisfaction.SATISFACTION_SATISFIED);
    asked(RUBBISH, Resolution.RESOLUTION_NO, Satisfaction.SATISFACTION_SATISFIED);

    assertThat(rates().getFollowedUp()).isEqualTo(3);
    assertThat(rates().getAsking()).isEqualTo(3);
    assertThat(rates().getResolved()).isEqualTo(1);
  }

  @Test
  void countsSatisfiedFromBasicallyUp() {
    for (Satisfaction satisfaction :
        new Satisfaction[] {
          Satisfaction.SATISFACTION_VERY_SATISFIED,
          Satisfaction.SATISFACTION_SATISFIED,
          Satisfaction.SATISFACTION_BASICALLY_SATISFIED,
          Satisfaction.SATISFACTION_DISSATISFIED,
          Satisfaction.SATISFACTION_VERY_DISSATISFIED
        }) {
      asked(RUBBISH, Resolution.RESOLUTION_YES, satisfaction);
    }
    assertThat(rates().getFollowedUp()).isEqualTo(5);
    assertThat(rates().getSatisfied()).isEqualTo(3);
  }

  @Test
  void doesNotAskInquiriesWhetherTheyAreSolved() {
    asked(INQUIRY, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
    assertThat(rates())
        .isEqualTo(
            RateFigures.newBuilder().setFollowedUp(1).setResponded(1).setSatisfied(1).build());
  }

  @Test
  void countsWhetherTheUnitResponded() {
    followUp(RUBBISH);
    desk.accepts(
        answers(
            "1",
            Answers.newBuilder()
                .setResolution(Resolution.RESOLUTION_YES)
                .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED)
                .build()));
    assertThat(rates().getResponded()).isZero();
    assertThat(rates().getFollowedUp()).isEqualTo(1);
  }

  @Test
  void countsTheUnreachableApartAndClosesTheirOrders() {
    followUp(RUBBISH);
    assertThat(desk.reachesNobody("1")).containsExactly(ANSWERS_RECORDED, ORDER_CLOSED);
    assertThat(desk.order("1").getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_UNREACHABLE);
    assertThat(rates()).isEqualTo(RateFigures.newBuilder().setUnreachable(1).build());
  }

  @Test
  void closesTheMonthAtMidnightInTheCity() {
    desk = new DocketDesk(STREET, "2026-11-30T23:59:59.999+08:00");
    followUp(RUBBISH);
    desk.accepts(solved("1"));
    RateFigures november = rates();
    assertThat(desk.docket.nextDeadlineMs()).isEqualTo(desk.nowMs() + 1);

    desk.goTo("2026-12-01T00:00:00+08:00");
    assertThat(desk.accepts(tick())).containsExactly(MONTH_CLOSED);
    assertThat(desk.docket.figures().getMonth()).isEqualTo("2026-12");
    assertThat(rates()).isEqualTo(RateFigures.getDefaultInstance());
    assertThat(desk.docket.figures().getTotalRates()).isEqualTo(november);
    assertThat(desk.docket.snapshot().getClosedMonthsList())
        .containsExactly(
            ClosedMonth.newBuilder()
                .setMonth("2026-11")
                .setRates(november)
                .setScheme("2026-a")
                .build());
    assertThat(desk.docket.nextDeadlineMs())
        .isLessThanOrEqualTo(Times.startOf(LocalDate.of(2027, 1, 1)));
  }

  @Test
  void countsAnswersOfTheNewMonthThereEvenBeforeTheTick() {
    desk = new DocketDesk(STREET, "2026-11-30T23:00:00+08:00");
    followUp(RUBBISH);
    desk.goTo("2026-12-01T00:00:00.001+08:00");
    assertThat(desk.accepts(solved("1")))
        .containsExactly(MONTH_CLOSED, ANSWERS_RECORDED, ORDER_CLOSED);
    assertThat(desk.docket.figures().getMonth()).isEqualTo("2026-12");
    assertThat(rates().getFollowedUp()).isEqualTo(1);
    assertThat(desk.docket.snapshot().getClosedMonths(0).getRates().getFollowedUp()).isZero();
  }

  @Test
  void keepsFourteenClosedMonths() {
    for (int month = 0; month < 20; month++) {
      desk.goTo(LocalDate.of(2026, 12, 1).plusMonths(month) + "T00:00:00+08:00");
      assertThat(desk.accepts(tick())).containsExactly(MONTH_CLOSED);
    }
    assertThat(desk.docket.snapshot().getClosedMonthsList())
        .hasSize(14)
        .extracting(ClosedMonth::getMonth)
        .isSorted()
        .endsWith("2028-06");
  }

  @Test
  void skipsMonthsInWhichTheGridStoodStill() {
    desk.goTo("2027-06-15T12:00:00+08:00");
    desk.accepts(tick());
    assertThat(desk.docket.figures().getMonth()).isEqualTo("2027-06");
    assertThat(desk.docket.snapshot().getClosedMonthsList())
        .extracting(ClosedMonth::getMonth)
        .containsExactly("2026-11");
  }

  private int asked;

  private void asked(String classCode, Resolution resolution, Satisfaction satisfaction) {
    String id = "asked-" + asked++;
    desk.accepts(desk.open(id, classCode));
    desk.handles(id, STREET);
    desk.accepts(answers(id, resolution, satisfaction));
  }

  private void followUp(String classCode) {
    desk.accepts(desk.open("1", classCode));
    desk.handles("1", STREET);
  }

  private RateFigures rates() {
    return desk.docket.figures().getMonthRates();
  }
}
