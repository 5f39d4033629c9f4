package city.hotline.core.arrival;

import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;

/** The refusals that several steps share, each saying what to do next. */
public final class CallRefusals {

  private CallRefusals() {}

  /** No call of this id lives here. */
  public static <E> Decision<E> unknownCall(String callId) {
    return Decision.refused(
        Refusal.REFUSAL_UNKNOWN_CALL,
        Map.of("call_id", shortened(callId)),
        "No call "
            + shortened(callId)
            + " lives here: it is over or never was; take the id from the seat's picture or from the report's reply.");
  }

  /** The directory has no such line. */
  public static <E> Decision<E> unknownHotline(String code, String advice) {
    return Decision.refused(
        Refusal.REFUSAL_UNKNOWN_HOTLINE,
        Map.of("hotline", code),
        "Hotline " + code + " is not registered: " + advice);
  }

  /** The call is in a state that forbids it. */
  public static <E> Decision<E> inState(Refusal reason, Call call, String advice) {
    String state = CallLife.nameOf(call.getState());
    return Decision.refused(
        reason,
        Map.of("call_id", call.getCallId(), "state", state),
        "Call " + call.getCallId() + " is " + state + ": " + advice);
  }

  /** An id as a refusal repeats it; whatever is longer than any id is cut. */
  public static String shortened(String id) {
    return id.length() <= 64 ? id : id.substring(0, 64) + "...";
  }
}
