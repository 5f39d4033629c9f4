package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.queue.Asked;
import city.hotline.core.queue.Queues;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallAccepted;
import city.hotline.proto.floor.v1.CallFlowedOut;
import city.hotline.proto.floor.v1.CallbackAsked;
import city.hotline.proto.floor.v1.CallbackDialled;
import city.hotline.proto.floor.v1.CallbackRested;
import city.hotline.proto.floor.v1.CallbackUnanswered;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A caller keeps his place in the line without staying on his own: a seat takes him in his turn, he
 * is rung up, and only once he picks up he waits no longer. Who does not is left alone for a while;
 * who never does, is given up.
 */
public final class CallbackRules {

  private final LiveCalls calls;
  private final Queues queues;

  /** Rules over the calls of one floor. */
  public CallbackRules(LiveCalls calls, Queues queues) {
    this.calls = calls;
    this.queues = queues;
  }

  /** Refuses UNKNOWN_CALL, CALL_NOT_WAITING, REPORT_WITHOUT_EFFECT, CALLBACK_NOT_POSSIBLE. */
  public Decision<FloorEvent> ask(AskCallback command) {
    Call call = calls.get(command.getCallId());
    if (call == null) {
      return CallRefusals.unknownCall(command.getCallId());
    }
    if (CallLife.isCalledBack(call)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_REPORT_WITHOUT_EFFECT, call, "its caller is called back already.");
    }
    if (!CallLife.allows(call, EventCase.CALLBACK_ASKED)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_WAITING, call, "only who waits can be called back.");
    }
    if (!call.getCompanion().isEmpty()) {
      return notPossible(call, "accompanied", "a seat is on the line with him until it leaves.");
    }
    if (CallLife.isText(call)) {
      return notPossible(call, "text", "it is a text contact, which needs no line: go on with it.");
    }
    Citizen caller = call.getCaller();
    if (caller.getPhone().isEmpty() && !caller.getSealed().getWithPhone()) {
      return notPossible(call, "no_phone", "it came without a number: the caller must wait.");
    }
    if (call.getSwitchId().isEmpty()) {
      return notPossible(
          call, "no_switch", "no switch that is told what to do reported it: give switch_id.");
    }
    return Decision.accepted(
        Contact.reply(call),
        List.of(
            FloorEvent.newBuilder()
                .setCallbackAsked(CallbackAsked.newBuilder().setCallId(call.getCallId()))
                .build()));
  }

  private static Decision<FloorEvent> notPossible(Call call, String why, String advice) {
    return Decision.refused(
        Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE,
        Map.of("call_id", call.getCallId(), "why", why),
        "Nobody can be called back for " + call.getCallId() + ": " + advice);
  }

  /** How long its caller is rung up. */
  int ringSeconds(Call call) {
    return queues.callbackRingSeconds(Asked.queue(call));
  }

  /** The seat takes a caller who waits: the conversation begins, or he is rung up for it. */
  FloorEvent taken(Call call, Moment moment) {
    return CallLife.isCalledBack(call) ? dialled(call, moment) : begun(call, moment);
  }

  private FloorEvent dialled(Call call, Moment moment) {
    return FloorEvent.newBuilder()
        .setCallbackDialled(
            CallbackDialled.newBuilder()
                .setCallId(call.getCallId())
                .setSeatId(call.getSeatId())
                .setDeadline(in(ringSeconds(call), moment)))
        .build();
  }

  /** The fact that the conversation begins: only now the caller's wait is over. */
  static FloorEvent begun(Call call, Moment moment) {
    return FloorEvent.newBuilder()
        .setCallAccepted(
            CallAccepted.newBuilder()
                .setCallId(call.getCallId())
                .setSeatId(call.getSeatId())
                .setWaitedMs(Times.millis(moment) - Times.millis(call.getQueuedAt())))
        .build();
  }

  /** What the switch says of a caller who is rung up; null where he is not, for that attempt. */
  @Nullable FloorEvent rung(Call call, int attempt, boolean pickedUp, Moment moment) {
    if (!CallLife.allows(call, EventCase.CALLBACK_UNANSWERED) || attempt != call.getAttempt()) {
      return null;
    }
    return pickedUp ? begun(call, moment) : unanswered(call, moment);
  }

  /** The fact that he did not pick up: left alone for a while, or given up. */
  FloorEvent unanswered(Call call, Moment moment) {
    String queue = Asked.queue(call);
    if (call.getCallback().getUnanswered() + 1 >= queues.callbackAttempts(queue)) {
      return FloorEvent.newBuilder()
          .setCallFlowedOut(
              CallFlowedOut.newBuilder()
                  .setCallId(call.getCallId())
                  .setKind(FlowOutKind.FLOW_OUT_KIND_UNREACHABLE))
          .build();
    }
    return FloorEvent.newBuilder()
        .setCallbackUnanswered(
            CallbackUnanswered.newBuilder()
                .setCallId(call.getCallId())
                .setSeatId(call.getSeatId())
                .setUntil(in(queues.callbackRestSeconds(queue), moment)))
        .build();
  }

  /** The fact that he may be rung up again. */
  static FloorEvent rested(Call call) {
    return FloorEvent.newBuilder()
        .setCallbackRested(CallbackRested.newBuilder().setCallId(call.getCallId()))
        .build();
  }

  private static Timestamp in(int seconds, Moment moment) {
    return Times.timestamp(OfferRules.deadlineMs(moment, seconds));
  }
}
