package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.INQUIRY;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.answers;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.figures.v1.RateFigures;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** Which questions an order is asked, and by which script. */
class ScriptTest {

  private final DocketDesk desk = DocketDesk.ofStreet();

  private static DocketCommand withoutResolution(boolean responded) {
    return answers(
        "1",
        Answers.newBuilder()
            .setResponded(responded)
            .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED)
            .build());
  }

  private void replied(String classCode) {
    desk.accepts(desk.open("1", classCode));
    desk.handles("1", STREET);
  }

  @Test
  void whatAsksForNothingNeedNotBeSolved() {
    replied(INQUIRY);
    assertThat(desk.accepts(withoutResolution(true)))
        .containsExactly(EventCase.ANSWERS_RECORDED, EventCase.ORDER_CLOSED);
    assertThat(desk.order("1").getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_RESPONDED);
    RateFigures rates = desk.docket.figures().getMonthRates();
    assertThat(rates.getFollowedUp()).isEqualTo(1);
    assertThat(rates.getSatisfied()).isEqualTo(1);
    assertThat(rates.getAsking()).isZero();
  }

  @Test
  void whoWasNotAnsweredIsAnsweredInAnotherCycle() {
    replied(INQUIRY);
    assertThat(desk.accepts(withoutResolution(false))).contains(EventCase.ORDER_REOPENED);
    desk.handles("1", STREET);
    desk.accepts(withoutResolution(false));
    assertThat(desk.order("1").getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_UNRESOLVED);
  }

  @Test
  void whatAsksForSomethingIsAskedWhetherItIsSolved() {
    replied(RUBBISH);
    desk.refuses(withoutResolution(true), Refusal.REFUSAL_INVALID_FIELD);
    desk.accepts(DocketDesk.solved("1"));
    assertThat(desk.order("1").getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_RESOLVED);
  }

  @Test
  void theScriptStandsWithTheAnswers() {
    replied(RUBBISH);
    DocketCommand.Builder named = DocketDesk.notSolved("1").toBuilder();
    named.getRecordAnswersBuilder().setScript("1999-z");
    assertThat(desk.refuses(named.build(), Refusal.REFUSAL_INVALID_FIELD).metadata())
        .containsEntry("field", "script");
    named.getRecordAnswersBuilder().setScript("2026-a");
    desk.accepts(named.build());
    desk.handles("1", STREET);
    desk.accepts(DocketDesk.solved("1"));
    Order order = desk.order("1");
    assertThat(order.getCycles(0).getScript()).isEqualTo("2026-a");
    assertThat(order.getCycles(1).getScript()).as("the one of the day").isEqualTo("2026-a");
  }
}
