package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Reply;
import org.junit.jupiter.api.Test;

/**
 * What happens to a citizen's call, from the ringing tone to the work order, and to the one who
 * hangs up.
 */
class CitizensCallStory {

  private final FloorStage stage = new FloorStage();

  @Test
  void aCitizenCallsWaitsIsAnsweredAndGetsAnOrder() {
    // Nobody sits there yet: the caller waits.
    String call =
        stage
            .accepted(
                FloorStage.arrival(
                    ReportArrival.newBuilder()
                        .setSwitchCallId("switch-1")
                        .setCaller(Citizen.newBuilder().setName("Li").setPhone("13800000000"))))
            .getCallId();
    assertThat(call).isEqualTo("110105-1");
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getHotline()).isEqualTo("12345");
    assertThat(stage.call(call).getSkill()).isEqualTo("general");
    assertThat(stage.call(call).getLanguage()).isEqualTo("zh");
    assertThat(stage.floor.waiting()).isEqualTo(1);
    assertThat(stage.floor.figures().getOldestCallId()).isEqualTo(call);

    // Twelve seconds later an operator sits down, and it rings at once.
    String seat = stage.after(12).sitsDown("S001");
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.SEAT_SIGNED_IN, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_INTERACTING);
    assertThat(stage.floor.figures().getSeats().getOffered()).isEqualTo(1);
    assertThat(stage.floor.waiting()).isEqualTo(1);

    theyTalk(seat, call);

    // The matter becomes a work order, with its number in the very reply.
    Reply reply =
        stage
            .after(20)
            .accepted(
                FloorStage.wrapUp(
                    WrapUpCall.newBuilder()
                        .setSeatId(seat)
                        .setCallId(call)
                        .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                        .setOrder(draft())));
    assertThat(reply.getOrderId()).isEqualTo("110105001-110105-1");
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.ORDER_REQUESTED, EventCase.CALL_WRAPPED_UP);
    OrderRequested requested = stage.log.get(stage.log.size() - 2).event().getOrderRequested();
    assertThat(requested.getDocket()).isEqualTo("110105001");
    assertThat(requested.getDistrict()).isEqualTo("110105");
    assertThat(requested.getDraft().getRequester().getPhone()).isEqualTo("13800000000");

    // The call is over, the seat is ready again, and all of it is counted.
    assertThat(stage.floor.call(call)).isEmpty();
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    allOfItIsCounted();
  }

  private void theyTalk(String seat, String call) {
    // They talk for 100 s, 30 of them on hold.
    stage.after(2).accepted(FloorStage.accept(seat, call));
    assertThat(stage.floor.waiting()).isZero();
    assertThat(stage.floor.figures().hasOldestQueuedAt()).isFalse();
    assertThat(stage.floor.figures().getSeats().getOnContact()).isEqualTo(1);
    stage.after(40).accepted(FloorStage.hold(seat, call));
    stage.after(30).accepted(FloorStage.resume(seat, call));
    stage.after(30).accepted(FloorStage.end(seat, call));
    assertThat(stage.floor.figures().getSeats().getWrapping()).isEqualTo(1);
    assertThat(stage.floor.figures().getTotal().getHandled()).isZero();
  }

  private void allOfItIsCounted() {
    CallFigures today = stage.floor.figures().getToday();
    assertThat(today).isEqualTo(stage.floor.figures().getTotal());
    assertThat(today.getOffered()).isEqualTo(1);
    assertThat(today.getAnswered()).isEqualTo(1);
    assertThat(today.getAnsweredInLevel()).isEqualTo(1);
    assertThat(today.getAnsweredWaitMs()).isEqualTo(14_000);
    assertThat(today.getAnsweredWaitBuckets(4)).isEqualTo(1);
    assertThat(today.getTalkMs()).isEqualTo(70_000);
    assertThat(today.getHoldMs()).isEqualTo(30_000);
    assertThat(today.getWrapMs()).isEqualTo(20_000);
    assertThat(today.getOrdersRequested()).isEqualTo(1);
  }

  private static OrderDraft draft() {
    return OrderDraft.newBuilder()
        .setClassCode("010101")
        .setDistrict("110105")
        .setStreet("110105001")
        .setText("Rubbish at the east gate")
        .build();
  }

  @Test
  void oneCitizenHangsUpAtOnceAndAnotherAfterAWhile() {
    String first = stage.arrives();
    stage.after(4.999).accepted(FloorStage.abandon(first));
    String second = stage.arrives();
    stage.after(5).accepted(FloorStage.abandon(second));
    CallFigures total = stage.floor.figures().getTotal();
    assertThat(total.getAbandonedShort()).isEqualTo(1);
    assertThat(total.getAbandonedLong()).isEqualTo(1);
    assertThat(stage.floor.waiting()).isZero();
  }

  @Test
  void aCallerWhoHangsUpWhileItRingsLeavesTheSeatToTheNext() {
    String seat = stage.sitsDown("S001");
    String first = stage.arrives();
    String second = stage.arrives();
    stage.after(6).accepted(FloorStage.abandon(first));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.CALL_ABANDONED, EventCase.CALL_OFFERED);
    assertThat(stage.seat(seat).getCallId()).isEqualTo(second);
  }

  @Test
  void theCallersAreServedInTheOrderTheyCalledAndTheSeatsByHowLongTheyAreIdle() {
    String first = stage.arrives();
    String second = stage.arrives();
    String longest = stage.sitsDown("S002");
    String shortest = stage.sitsDown("S001");
    assertThat(stage.call(first).getSeatId()).isEqualTo(longest);
    assertThat(stage.call(second).getSeatId()).isEqualTo(shortest);
    String third = stage.arrives();
    stage.accepted(FloorStage.accept(shortest, second));
    stage.accepted(FloorStage.end(shortest, second));
    stage.accepted(FloorStage.wrapUp(shortest, second));
    assertThat(stage.call(third).getSeatId()).isEqualTo(shortest);
  }

  @Test
  void anOperatorWhoAsksForABreakDuringTheCallGetsItAfterTheWrapUp() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    String next = stage.arrives();
    stage.accepted(FloorStage.callerLeaves(call));
    stage.accepted(FloorStage.wrapUp(seat, call, Disposition.DISPOSITION_NO_DEMAND));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
    assertThat(stage.seat(seat).getNextPresence()).isEqualTo(Presence.PRESENCE_UNSPECIFIED);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    Call waiting = stage.call(next);
    assertThat(waiting.getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE));
    assertThat(stage.call(next).getSeatId()).isEqualTo(seat);
  }
}
