package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.RefusedOffer;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

class OfferTest {

  private final FloorStage stage = new FloorStage();

  @Test
  void refusesToAcceptAtAnUnknownSeat() {
    stage.refused(FloorStage.accept("110105-S009", stage.arrives()), Refusal.REFUSAL_UNKNOWN_SEAT);
  }

  @Test
  void refusesToAcceptAnUnknownCall() {
    stage.refused(
        FloorStage.accept(stage.sitsDown("S001"), "110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void refusesToAcceptACallThatIsNotOffered() {
    String call = stage.arrives("tibetan");
    assertThat(
            stage
                .refused(
                    FloorStage.accept(stage.sitsDown("S001"), call),
                    Refusal.REFUSAL_CALL_NOT_OFFERED)
                .metadata())
        .containsEntry("state", "QUEUED");
  }

  @Test
  void refusesToAcceptACallAlreadyTaken() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.refused(FloorStage.accept(seat, call), Refusal.REFUSAL_CALL_NOT_OFFERED);
  }

  @Test
  void refusesToAcceptACallThatRingsElsewhere() {
    stage.sitsDown("S001");
    String other = stage.sitsDown("S002");
    stage.refused(
        FloorStage.accept(other, stage.arrives()), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void refusesToRejectForTheSameReasons() {
    String call = stage.arrives("tibetan");
    stage.refused(FloorStage.reject("110105-S001", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    String seat = stage.sitsDown("S001");
    String other = stage.sitsDown("S002");
    stage.refused(FloorStage.reject(seat, "110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(FloorStage.reject(seat, call), Refusal.REFUSAL_CALL_NOT_OFFERED);
    String offered = stage.arrives();
    stage.refused(FloorStage.reject(other, offered), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void aRejectedCallGoesToTheNextSeatAndTheSeatGetsTheNextCall() {
    String first = stage.sitsDown("S001");
    String call = stage.arrives();
    String next = stage.arrives();
    String second = stage.sitsDown("S002");
    assertThat(stage.call(next).getSeatId()).isEqualTo(second);
    stage.accepted(FloorStage.reject(first, call));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.accepted(FloorStage.reject(second, next));
    // Both swap in one go: neither seat is offered what it turned down.
    assertThat(stage.lastFacts(3))
        .containsExactly(EventCase.OFFER_REJECTED, EventCase.CALL_OFFERED, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(second);
    assertThat(stage.call(next).getSeatId()).isEqualTo(first);
    assertThat(stage.call(call).getAttempt()).isEqualTo(2);
    assertThat(stage.floor.figures().getTotal().getOffersRejected()).isEqualTo(2);
  }

  @Test
  void neitherOfTwoSeatsIsOfferedAgainWhatBothTurnedDown() {
    String first = stage.sitsDown("S001");
    String second = stage.sitsDown("S002");
    String call = stage.arrives();
    stage.accepted(FloorStage.reject(first, call));
    stage.accepted(FloorStage.reject(second, call));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.OFFER_REJECTED);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getRefusalsList())
        .extracting(RefusedOffer::getSeatId)
        .containsExactly(first, second);
  }

  @Test
  void aCallTurnedDownByAllBlocksNobodyAndWaitsForAFreshSeat() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.reject(seat, call));
    String next = stage.arrives();
    assertThat(stage.call(next).getSeatId()).isEqualTo(seat);
    String fresh = stage.sitsDown("S002");
    assertThat(stage.call(call).getSeatId()).isEqualTo(fresh);
  }
}
