package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.PartFigures;
import city.hotline.proto.figures.v1.QuarterFigures;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.SignIn;
import org.junit.jupiter.api.Test;

class DayTest {

  /** From 09:00 to midnight in Beijing. */
  private static final double TO_MIDNIGHT = 15 * 3600;

  private final FloorStage stage = new FloorStage();

  @Test
  void closesTheDayAtMidnightAndCarriesWhoeverWaitsIntoTheNext() {
    stage.accepted(FloorStage.abandon(stage.arrives()));
    stage.arrives();
    assertThat(stage.floor.nextDeadlineMs()).isEqualTo(FloorStage.NINE + 15 * 3_600_000L);
    stage.pass(TO_MIDNIGHT);
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.DAY_CLOSED);
    FloorFigures figures = stage.floor.figures();
    assertThat(figures.getDay()).isEqualTo("2026-11-25");
    assertThat(figures.getToday().getCarriedIn()).isEqualTo(1);
    assertThat(figures.getToday().getOffered()).isZero();
    assertThat(figures.getTotal().getOffered()).isEqualTo(2);
    assertThat(figures.getTotal().getCarriedIn()).isZero();
    ClosedDay closed = stage.floor.snapshot().getClosedDays(0);
    assertThat(closed.getDay()).isEqualTo("2026-11-24");
    assertThat(closed.getFigures().getOffered()).isEqualTo(2);
    assertThat(closed.getFigures().getAbandonedShort()).isEqualTo(1);
    stage.accepted(FloorStage.abandon("110105-2"));
    assertThat(stage.floor.figures().getToday().getAbandonedLong()).isEqualTo(1);
    assertThat(stage.floor.snapshot().getClosedDays(0)).isEqualTo(closed);
  }

  @Test
  void takesTheDayApartByQueueHotlineAndQuarter() {
    QueueStage lines = new QueueStage();
    FloorStage stage = lines.stage;
    String seat = lines.sitsDown("S001", SignIn.newBuilder().addQueues("utility"));
    lines.arrives(lines.caller().setHotline("96116"));
    lines.arrives(lines.caller());
    stage.after(12).accepted(FloorStage.accept(seat, "110105-1"));
    stage.after(1200).accepted(FloorStage.end(seat, "110105-1"));
    stage.after(5).accepted(FloorStage.wrapUp(seat, "110105-1"));
    ClosedDay today = stage.floor.day("").orElseThrow();
    DayDetail detail = today.getDetail();
    assertThat(detail.getQueuesList().stream().map(PartFigures::getName))
        .containsExactly("general", "utility");
    assertThat(detail.getQueues(0).getFigures().getOffered()).isEqualTo(1);
    assertThat(detail.getQueues(1).getFigures().getAnsweredWaitMs()).isEqualTo(12_000);
    assertThat(detail.getHotlinesList().stream().map(PartFigures::getName))
        .containsExactly("12345", "96116");
    assertThat(detail.getHotlines(1).getFigures().getHandled()).isEqualTo(1);
    assertThat(detail.getQuartersList().stream().map(QuarterFigures::getQuarter))
        .containsExactly(36, 37);
    CallFigures nine = detail.getQuarters(0).getFigures();
    assertThat(nine.getCarriedIn()).isZero();
    assertThat(nine.getOffered()).isEqualTo(2);
    assertThat(nine.getAnswered()).isEqualTo(1);
    CallFigures quarterPast = detail.getQuarters(1).getFigures();
    assertThat(quarterPast.getCarriedIn()).isEqualTo(1);
    assertThat(quarterPast.getHandled()).isEqualTo(1);
    stage.pass(TO_MIDNIGHT);
    assertThat(stage.floor.day("2026-11-24")).contains(today);
    DayDetail next = stage.floor.day("2026-11-25").orElseThrow().getDetail();
    assertThat(next.getQueuesList().stream().map(PartFigures::getName)).containsExactly("general");
    assertThat(next.getQueues(0).getFigures().getCarriedIn()).isEqualTo(1);
    assertThat(next.getQuartersList()).isEmpty();
    assertThat(stage.floor.day("2026-11-23")).isEmpty();
  }

  @Test
  void whatIsCountedAfterMidnightInTheDayBeforeBelongsToItsLastQuarter() {
    stage.after(TO_MIDNIGHT - 20).sitsDown("S001");
    stage.arrives();
    stage.after(30).accepted(FloorStage.tick());
    stage.accepted(FloorStage.tick());
    DayDetail closed = stage.floor.snapshot().getClosedDays(0).getDetail();
    assertThat(closed.getQuartersList().stream().map(QuarterFigures::getQuarter))
        .containsExactly(95);
    assertThat(closed.getQuarters(0).getFigures().getOffersMissed()).isEqualTo(1);
  }

  @Test
  void aStateOfBeforeDaysWereTakenApartGoesOn() {
    String waits = stage.arrives();
    FloorState old = stage.floor.snapshot().toBuilder().clearTodayDetail().build();
    stage.floor = Floor.restored(FloorStage.CHAOYANG, Directory.beijing(), old);
    assertThat(stage.floor.figures().getViolations()).isZero();
    stage.accepted(FloorStage.abandon(waits));
    CallFigures general = stage.floor.day("").orElseThrow().getDetail().getQueues(0).getFigures();
    assertThat(general.getCarriedIn()).isEqualTo(1);
    assertThat(general.getAbandonedShort()).isEqualTo(1);
  }

  @Test
  void whateverComesFirstAfterMidnightClosesTheDayBefore() {
    stage.after(TO_MIDNIGHT);
    stage.arrives();
    assertThat(stage.lastFacts(2)).containsExactly(EventCase.DAY_CLOSED, EventCase.CALL_QUEUED);
    assertThat(stage.floor.figures().getToday().getOffered()).isEqualTo(1);
    assertThat(stage.floor.snapshot().getClosedDays(0).getFigures().getOffered()).isZero();
  }

  @Test
  void aDeadlineBeforeMidnightBelongsToTheDayBefore() {
    stage.after(TO_MIDNIGHT - 20).sitsDown("S001");
    stage.arrives();
    stage.after(30);
    stage.accepted(FloorStage.tick());
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.OFFER_MISSED);
    stage.accepted(FloorStage.tick());
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.DAY_CLOSED);
    assertThat(stage.floor.snapshot().getClosedDays(0).getFigures().getOffersMissed()).isEqualTo(1);
  }

  @Test
  void daysNobodySawAreSkipped() {
    stage.after(3 * 86_400).accepted(FloorStage.tick());
    assertThat(stage.floor.figures().getDay()).isEqualTo("2026-11-27");
    assertThat(stage.floor.snapshot().getClosedDaysCount()).isEqualTo(1);
  }

  @Test
  void keepsTheLastEightClosedDays() {
    stage.pass(10 * 86_400);
    FloorState state = stage.floor.snapshot();
    assertThat(state.getClosedDaysCount()).isEqualTo(8);
    assertThat(state.getClosedDays(0).getDay()).isEqualTo("2026-11-26");
    assertThat(state.getClosedDays(7).getDay()).isEqualTo("2026-12-03");
  }
}
