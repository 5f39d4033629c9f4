package city.hotline.node.endpoint;

import city.hotline.proto.shard.v1.Refusal;
import com.google.rpc.Code;
import java.util.EnumMap;
import java.util.Map;

/** The gRPC code of each refusal; a test holds that each has one. */
final class RefusalCodes {
  private static final Map<Refusal, Code> CODES = new EnumMap<>(Refusal.class);

  static {
    put(Code.INTERNAL, Refusal.REFUSAL_UNSPECIFIED, Refusal.UNRECOGNIZED);
    put(Code.INVALID_ARGUMENT, Refusal.REFUSAL_INVALID_FIELD);
    put(
        Code.NOT_FOUND,
        Refusal.REFUSAL_UNKNOWN_DISTRICT,
        Refusal.REFUSAL_UNKNOWN_PLACE,
        Refusal.REFUSAL_UNKNOWN_UNIT,
        Refusal.REFUSAL_UNKNOWN_CLASS,
        Refusal.REFUSAL_UNKNOWN_HOTLINE,
        Refusal.REFUSAL_UNKNOWN_DAY,
        Refusal.REFUSAL_UNKNOWN_CALL,
        Refusal.REFUSAL_UNKNOWN_ALERT,
        Refusal.REFUSAL_UNKNOWN_SEAT,
        Refusal.REFUSAL_UNKNOWN_ORDER);
    put(
        Code.ALREADY_EXISTS,
        Refusal.REFUSAL_CALL_ALREADY_REPORTED,
        Refusal.REFUSAL_ORDER_ALREADY_OPEN,
        Refusal.REFUSAL_DIRECTORY_ALREADY_LOADED);
    put(
        Code.UNAVAILABLE,
        Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
        Refusal.REFUSAL_OUTCOME_UNKNOWN,
        Refusal.REFUSAL_KEY_NOT_KEPT,
        Refusal.REFUSAL_DIRECTORY_NOT_HERE);
    put(Code.RESOURCE_EXHAUSTED, Refusal.REFUSAL_QUEUE_FULL, Refusal.REFUSAL_DISK_FULL);
    put(Code.DEADLINE_EXCEEDED, Refusal.REFUSAL_DEADLINE_PASSED);
    put(Code.UNAUTHENTICATED, Refusal.REFUSAL_NOT_IDENTIFIED);
    put(Code.PERMISSION_DENIED, Refusal.REFUSAL_NOT_ALLOWED);
    put(
        Code.FAILED_PRECONDITION,
        Refusal.REFUSAL_REQUEST_TOO_OLD,
        Refusal.REFUSAL_SESSION_EXPIRED,
        Refusal.REFUSAL_WRONG_SHARD,
        Refusal.REFUSAL_CALL_NOT_WAITING,
        Refusal.REFUSAL_CALL_NOT_OFFERED,
        Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT,
        Refusal.REFUSAL_CALL_NOT_CONNECTED,
        Refusal.REFUSAL_CALL_NOT_HELD,
        Refusal.REFUSAL_CALL_NOT_WRAPPING,
        Refusal.REFUSAL_WRAP_UP_TOO_LONG,
        Refusal.REFUSAL_CALL_TRANSFERRED_TOO_OFTEN,
        Refusal.REFUSAL_QUEUE_TAKES_NOBODY,
        Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE,
        Refusal.REFUSAL_ALERT_ACKNOWLEDGED,
        Refusal.REFUSAL_CALL_ALREADY_BOOSTED,
        Refusal.REFUSAL_REPORT_WITHOUT_EFFECT,
        Refusal.REFUSAL_SEAT_TAKEN,
        Refusal.REFUSAL_SEAT_NOT_SIGNED_IN,
        Refusal.REFUSAL_SEAT_ON_CONTACT,
        Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED,
        Refusal.REFUSAL_SEAT_NOT_SILENT,
        Refusal.REFUSAL_SEAT_ALREADY_SILENT,
        Refusal.REFUSAL_SEAT_LENT,
        Refusal.REFUSAL_SEAT_NOT_LENT,
        Refusal.REFUSAL_SEAT_NOT_IDLE,
        Refusal.REFUSAL_SEAT_IS_GUEST,
        Refusal.REFUSAL_SEAT_NOT_GUEST,
        Refusal.REFUSAL_SEAT_ASKED_BACK,
        Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
        Refusal.REFUSAL_ORDER_NOT_DISPATCHED,
        Refusal.REFUSAL_ORDER_NOT_SIGNED,
        Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP,
        Refusal.REFUSAL_ORDER_CLOSED,
        Refusal.REFUSAL_RETURN_NOT_ALLOWED,
        Refusal.REFUSAL_ORDER_NOT_IN_HAND,
        Refusal.REFUSAL_ORDER_NOT_PENDING,
        Refusal.REFUSAL_APPEAL_NOT_DECIDED,
        Refusal.REFUSAL_NOTHING_APPEALED,
        Refusal.REFUSAL_NOT_THE_DECIDER,
        Refusal.REFUSAL_EXTENSION_NOT_ALLOWED,
        Refusal.REFUSAL_UNIT_CANNOT_LEAD,
        Refusal.REFUSAL_CO_HANDLER_ALREADY,
        Refusal.REFUSAL_NOT_A_CO_HANDLER,
        Refusal.REFUSAL_ORDER_NOT_MERGEABLE,
        Refusal.REFUSAL_PARENT_NOT_OPEN,
        Refusal.REFUSAL_ORDER_NOT_MERGED,
        Refusal.REFUSAL_ORDER_NOT_RECLASSIFIABLE,
        Refusal.REFUSAL_ATTEMPTS_LEFT,
        Refusal.REFUSAL_NO_ATTEMPTS_LEFT,
        Refusal.REFUSAL_FOLLOW_UP_CLAIMED,
        Refusal.REFUSAL_FOLLOW_UP_NOT_CLAIMED,
        Refusal.REFUSAL_FOLLOW_UP_FOR_PERSON,
        Refusal.REFUSAL_TOO_MANY_ATTACHMENTS,
        Refusal.REFUSAL_NOTHING_DUE,
        Refusal.REFUSAL_NOT_IN_OUTBOX,
        Refusal.REFUSAL_ALREADY_DELIVERED,
        Refusal.REFUSAL_CLOCK_IN_USE,
        Refusal.REFUSAL_VOTERS_CHANGED,
        Refusal.REFUSAL_DIRECTORIES_FULL,
        Refusal.REFUSAL_ALREADY_DRIVEN);
  }

  private RefusalCodes() {}

  private static void put(Code code, Refusal... reasons) {
    for (Refusal reason : reasons) {
      CODES.put(reason, code);
    }
  }

  /** INTERNAL for one that has none, which is a defect. */
  static Code of(Refusal reason) {
    return CODES.getOrDefault(reason, Code.INTERNAL);
  }
}
