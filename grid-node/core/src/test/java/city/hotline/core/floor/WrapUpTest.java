package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WrapUpTest {

  private static final String CLASS = "010101";
  private final FloorStage stage = new FloorStage();
  private String seat = "";
  private String call = "";

  @BeforeEach
  void oneConversationIsOver() {
    seat = stage.sitsDown("S001");
    call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.end(seat, call));
  }

  private static OrderDraft.Builder draft() {
    return OrderDraft.newBuilder().setClassCode(CLASS).setDistrict("110105");
  }

  private FloorCommand order(OrderDraft.Builder draft) {
    return FloorStage.wrapUp(wrapUp().setOrder(draft));
  }

  private WrapUpCall.Builder wrapUp() {
    return WrapUpCall.newBuilder()
        .setSeatId(seat)
        .setCallId(call)
        .setDisposition(Disposition.DISPOSITION_WORK_ORDER);
  }

  @Test
  void refusesADispositionNobodyCanGive() {
    stage.refusedField(
        FloorStage.wrapUp(seat, call, Disposition.DISPOSITION_UNSPECIFIED), "disposition");
    stage.refusedField(
        FloorStage.wrapUp(seat, call, Disposition.DISPOSITION_WRAP_UP_TIMED_OUT), "disposition");
    stage.refusedField(FloorStage.wrapUp(wrapUp().setDispositionValue(99)), "disposition");
  }

  @Test
  void refusesAWorkOrderWithoutAnOrderAndAnOrderWithoutWorkOrder() {
    stage.refusedField(FloorStage.wrapUp(wrapUp()), "order");
    stage.refusedField(
        FloorStage.wrapUp(
            wrapUp()
                .setDisposition(Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT)
                .setOrder(draft())),
        "order");
  }

  @Test
  void refusesADraftThatIsTooLong() {
    stage.refusedField(order(draft().setText("t".repeat(4001))), "draft.text");
    stage.refusedField(
        order(draft().setRequester(Requester.newBuilder().setPhone("1".repeat(41)))),
        "draft.requester.phone");
    stage.accepted(order(draft().setText("\u6C34".repeat(4000))));
  }

  @Test
  void refusesToWrapUpForAnUnknownSeatOrCallOrAnothersCall() {
    stage.refused(FloorStage.wrapUp("110105-S009", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(FloorStage.wrapUp(seat, "110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
    String other = stage.sitsDown("S002");
    stage.refused(FloorStage.wrapUp(other, call), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void refusesToWrapUpAConversationThatIsNotOver() {
    String other = stage.sitsDown("S002");
    String talking = stage.arrives();
    stage.refused(FloorStage.wrapUp(other, talking), Refusal.REFUSAL_CALL_NOT_WRAPPING);
    stage.accepted(FloorStage.accept(other, talking));
    stage.refused(FloorStage.wrapUp(other, talking), Refusal.REFUSAL_CALL_NOT_WRAPPING);
  }

  @Test
  void aWrapUpThatNeedsMoreTimeGetsIt() {
    stage.after(50).accepted(FloorStage.extend(seat, call, 120));
    assertThat(stage.floor.nextDeadlineMs()).isEqualTo(stage.nowMs() + 130_000);
    stage.pass(129);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_WRAPPING);
    stage.pass(2);
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.CALL_WRAPPED_UP);
  }

  @Test
  void anHourIsTheLongestWrapUp() {
    for (int i = 0; i < 5; i++) {
      stage.accepted(FloorStage.extend(seat, call, 600));
    }
    assertThat(
            stage
                .refused(FloorStage.extend(seat, call, 600), Refusal.REFUSAL_WRAP_UP_TOO_LONG)
                .metadata())
        .containsEntry("seconds_left", "540");
    stage.accepted(FloorStage.extend(seat, call, 540));
    stage.refused(FloorStage.extend(seat, call, 1), Refusal.REFUSAL_WRAP_UP_TOO_LONG);
  }

  @Test
  void refusesMoreTimeThatIsNoneOrForNoWrapUpOfThisSeat() {
    stage.refusedField(FloorStage.extend(seat, call, 0), "seconds");
    stage.refusedField(FloorStage.extend(seat, call, 601), "seconds");
    stage.refused(FloorStage.extend("110105-S009", call, 1), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(FloorStage.extend(seat, "110105-9", 1), Refusal.REFUSAL_UNKNOWN_CALL);
    String other = stage.sitsDown("S002");
    stage.refused(FloorStage.extend(other, call, 1), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
    String rings = stage.arrives();
    stage.refused(FloorStage.extend(other, rings, 1), Refusal.REFUSAL_CALL_NOT_WRAPPING);
  }

  @Test
  void aNewOwnerTakesNoTimeAwayThatWasGiven() {
    stage.accepted(FloorStage.extend(seat, call, 600));
    long given = stage.floor.nextDeadlineMs();
    stage.after(5).floor.epochStarted(stage.now());
    assertThat(stage.floor.nextDeadlineMs()).isEqualTo(given);
  }

  @Test
  void refusesAClassThatIsNotInTheDirectory() {
    assertThat(
            stage
                .refused(order(draft().setClassCode("999999")), Refusal.REFUSAL_UNKNOWN_CLASS)
                .metadata())
        .containsEntry("class_code", "999999");
    stage.refused(order(draft().clearClassCode()), Refusal.REFUSAL_UNKNOWN_CLASS);
  }

  @Test
  void refusesAPlaceThatDoesNotExistOrLiesElsewhere() {
    assertUnknownPlace(draft().clearDistrict(), "district");
    assertUnknownPlace(draft().setDistrict("110199"), "district");
    assertUnknownPlace(draft().setStreet("110101001"), "street");
    assertUnknownPlace(draft().setStreet("110105999"), "street");
    assertUnknownPlace(draft().setStreet("110105001").setCommunity("110105002024"), "community");
    assertUnknownPlace(draft().setStreet("110105001").setCommunity("110105001999"), "community");
  }

  private void assertUnknownPlace(OrderDraft.Builder draft, String field) {
    assertThat(stage.refused(order(draft), Refusal.REFUSAL_UNKNOWN_PLACE).metadata())
        .containsKey(field);
  }

  @Test
  void aMatterWithoutAStreetGoesToTheDocketOfItsDistrictOrOfTheCity() {
    assertThat(stage.accepted(order(draft())).getOrderId()).isEqualTo("110105-110105-1");
    oneConversationIsOverAgain();
    assertThat(stage.accepted(order(draft().setDistrict("110000"))).getOrderId())
        .isEqualTo("110000-110105-2");
    oneConversationIsOverAgain();
    OrderDraft.Builder elsewhere =
        draft().setDistrict("110101").setStreet("110101001").setCommunity("110101001001");
    assertThat(stage.accepted(order(elsewhere)).getOrderId()).isEqualTo("110101001-110105-3");
    assertThat(stage.floor.figures().getTotal().getOrdersRequested()).isEqualTo(3);
  }

  private void oneConversationIsOverAgain() {
    call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.end(seat, call));
  }

  @Test
  void theSeatThatIsDoneGetsTheCallThatHasWaitedLongest() {
    String first = stage.arrives();
    stage.arrives();
    stage.accepted(FloorStage.wrapUp(seat, call));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.CALL_WRAPPED_UP, EventCase.CALL_OFFERED);
    assertThat(stage.call(first).getSeatId()).isEqualTo(seat);
  }
}
