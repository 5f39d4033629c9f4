package city.hotline.kamailio;

import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.Instruction;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One call as Kamailio has it, and where the grid wants it. Guarded by its keeper's lock. */
final class SipCall {

  /** How far Kamailio is with it. */
  enum Line {
    PARKED,
    RINGING,
    TALKING,
    CANCELLED
  }

  private static final int LONGEST_ID = 64;

  /** Kamailio's id: the Call-ID. */
  final String sipCallId;

  /** The same, as the grid knows it. */
  final String switchCallId;

  final String district;
  final String caller;
  final String dialled;
  final String skill;
  Line line;

  /** The grid's id, once the arrival is acknowledged. */
  @Nullable String callId;

  /** Whether it was on its way to a seat when first heard of: then the grid knew of it. */
  final boolean reportedBefore;

  /** Whether the arrival is being reported. */
  boolean reporting;

  /** Whether nothing is left of it in Kamailio. */
  boolean over;

  @Nullable Instruction wanted;

  /** How often Kamailio was asked for it, and when it is to be asked again. */
  int asked;

  long askAgainNanos = System.nanoTime();

  SipCall(JsonObject told) {
    sipCallId = text(told, "call");
    switchCallId = switchCallId(sipCallId);
    district = text(told, "district");
    caller = text(told, "caller");
    dialled = text(told, "dialled");
    skill = text(told, "skill");
    line = lineOf(told);
    reportedBefore = line != Line.PARKED;
  }

  static Line lineOf(JsonObject told) {
    return switch (text(told, "state")) {
      case "ringing" -> Line.RINGING;
      case "talking" -> Line.TALKING;
      case "cancelled" -> Line.CANCELLED;
      default -> Line.PARKED;
    };
  }

  static String text(JsonObject told, String name) {
    JsonElement value = told.get(name);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  /** A Call-ID may be longer than the grid takes; its digest is as good a name. */
  static String switchCallId(String sipCallId) {
    if (sipCallId.length() <= LONGEST_ID) {
      return sipCallId;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sipCallId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The grid wants something else from now on. What an owner says that does not know it was
   * replaced can be from before a conversation: that does not end it.
   */
  void want(Instruction instruction) {
    Instruction before = wanted;
    if (before != null && isFromBefore(instruction, before)) {
      return;
    }
    wanted = instruction;
    if (before == null || before.getAction() != instruction.getAction()) {
      asked = 0;
    }
  }

  /** An offer counts one up, the conversation and the waiting after it keep its number. */
  private static boolean isFromBefore(Instruction instruction, Instruction conversation) {
    boolean talks =
        conversation.getAction() == CallAction.CALL_ACTION_BRIDGE_TO_SEAT
            || conversation.getAction() == CallAction.CALL_ACTION_HOLD;
    return talks
        && switch (instruction.getAction()) {
          case CALL_ACTION_PLAY_POSITION -> instruction.getAttempt() < conversation.getAttempt();
          case CALL_ACTION_OFFER_TO_SEAT -> instruction.getAttempt() <= conversation.getAttempt();
          case CALL_ACTION_BRIDGE_TO_SEAT,
              CALL_ACTION_HOLD,
              CALL_ACTION_HANG_UP,
              CALL_ACTION_AWAIT_CALLBACK,
              CALL_ACTION_DIAL,
              CALL_ACTION_UNSPECIFIED,
              UNRECOGNIZED ->
              false;
        };
  }

  void wantHangUp() {
    want(
        Instruction.newBuilder()
            .setSwitchCallId(switchCallId)
            .setAction(CallAction.CALL_ACTION_HANG_UP)
            .build());
  }

  /**
   * Whether the call waits again in the grid, passed on, while a seat's telephone has it here.
   * Kamailio relays: it cannot take one side away and keep the other.
   */
  boolean isPassedOn() {
    Instruction goal = wanted;
    return goal != null
        && (goal.getAction() == CallAction.CALL_ACTION_PLAY_POSITION
            || goal.getAction() == CallAction.CALL_ACTION_OFFER_TO_SEAT)
        && (line == Line.RINGING || line == Line.TALKING);
  }

  /**
   * What Kamailio is to do so that the call gets where it is wanted; null when it is there. While
   * it waits nothing is to be done: there is no media here to announce a place with. Who was passed
   * on is lost, and told to be.
   */
  @Nullable JsonObject command(SwitchSettings settings) {
    Instruction goal = wanted;
    if (goal == null || over) {
      return null;
    }
    return switch (goal.getAction()) {
      case CALL_ACTION_BRIDGE_TO_SEAT, CALL_ACTION_HOLD -> {
        if (line != Line.PARKED) {
          yield null;
        }
        JsonObject bridge = command("bridge");
        bridge.addProperty("seat", settings.uriOf(goal.getSeatId()));
        yield bridge;
      }
      case CALL_ACTION_HANG_UP, CALL_ACTION_AWAIT_CALLBACK, CALL_ACTION_DIAL -> command("hangup");
      case CALL_ACTION_PLAY_POSITION, CALL_ACTION_OFFER_TO_SEAT ->
          isPassedOn() ? command("hangup") : null;
      case CALL_ACTION_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  private JsonObject command(String what) {
    JsonObject command = new JsonObject();
    command.addProperty("do", what);
    command.addProperty("call", sipCallId);
    return command;
  }
}
