package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorState;
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
