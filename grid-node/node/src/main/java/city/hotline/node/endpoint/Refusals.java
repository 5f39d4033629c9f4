package city.hotline.node.endpoint;

import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;

/**
 * Refusals as gRPC errors: the reason's name, all its variables, where the shard stood when it
 * judged, and when to try again.
 */
final class Refusals {
  static final String DOMAIN = "hotline.city";

  private Refusals() {}

  static StatusRuntimeException status(CommandRefused refused) {
    Refusal reason = refused.getReason();
    Status.Builder status =
        Status.newBuilder()
            .setCode(code(reason).getNumber())
            .setMessage(name(reason) + ": " + refused.getAdvice())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(name(reason))
                        .setDomain(DOMAIN)
                        .putAllMetadata(refused.getMetadataMap())
                        .build()));
    if (refused.hasPosition()) {
      status.addDetails(Any.pack(refused.getPosition()));
    }
    int retryMs = retryMs(reason);
    if (retryMs > 0) {
      status.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(Duration.newBuilder().setNanos(retryMs * 1_000_000))
                  .build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  static StatusRuntimeException invalid(String field, Object value, String expected) {
    return status(
        CommandRefused.newBuilder()
            .setReason(Refusal.REFUSAL_INVALID_FIELD)
            .putAllMetadata(
                Map.of("field", field, "value", String.valueOf(value), "expected", expected))
            .setAdvice(field + ": " + value + " (expected: " + expected + ")")
            .build());
  }

  static StatusRuntimeException refused(
      Refusal reason, Map<String, String> metadata, String advice) {
    return status(
        CommandRefused.newBuilder()
            .setReason(reason)
            .putAllMetadata(metadata)
            .setAdvice(advice)
            .build());
  }

  private static String name(Refusal reason) {
    return reason.name().substring("REFUSAL_".length());
  }

  /** The reason of a name in an {@link ErrorInfo}; UNSPECIFIED when it is none of ours. */
  static Refusal reason(String name) {
    try {
      return Refusal.valueOf("REFUSAL_" + name);
    } catch (IllegalArgumentException e) {
      return Refusal.REFUSAL_UNSPECIFIED;
    }
  }

  private static Code code(Refusal reason) {
    return switch (reason) {
      case REFUSAL_UNSPECIFIED, UNRECOGNIZED -> Code.INTERNAL;
      case REFUSAL_INVALID_FIELD -> Code.INVALID_ARGUMENT;
      case REFUSAL_UNKNOWN_DISTRICT,
          REFUSAL_UNKNOWN_PLACE,
          REFUSAL_UNKNOWN_UNIT,
          REFUSAL_UNKNOWN_CLASS,
          REFUSAL_UNKNOWN_HOTLINE,
          REFUSAL_UNKNOWN_DAY,
          REFUSAL_UNKNOWN_CALL,
          REFUSAL_UNKNOWN_SEAT,
          REFUSAL_UNKNOWN_ORDER ->
          Code.NOT_FOUND;
      case REFUSAL_CALL_ALREADY_REPORTED, REFUSAL_ORDER_ALREADY_OPEN -> Code.ALREADY_EXISTS;
      case REFUSAL_SHARD_NEEDS_TAKEOVER, REFUSAL_OUTCOME_UNKNOWN -> Code.UNAVAILABLE;
      case REFUSAL_QUEUE_FULL, REFUSAL_DISK_FULL -> Code.RESOURCE_EXHAUSTED;
      case REFUSAL_DEADLINE_PASSED -> Code.DEADLINE_EXCEEDED;
      case REFUSAL_NOT_IDENTIFIED -> Code.UNAUTHENTICATED;
      case REFUSAL_NOT_ALLOWED -> Code.PERMISSION_DENIED;
      case REFUSAL_REQUEST_TOO_OLD,
          REFUSAL_SESSION_EXPIRED,
          REFUSAL_WRONG_SHARD,
          REFUSAL_CALL_NOT_WAITING,
          REFUSAL_CALL_NOT_OFFERED,
          REFUSAL_CALL_NOT_WITH_THIS_SEAT,
          REFUSAL_CALL_NOT_CONNECTED,
          REFUSAL_CALL_NOT_HELD,
          REFUSAL_CALL_NOT_WRAPPING,
          REFUSAL_WRAP_UP_TOO_LONG,
          REFUSAL_CALL_ALREADY_BOOSTED,
          REFUSAL_REPORT_WITHOUT_EFFECT,
          REFUSAL_SEAT_TAKEN,
          REFUSAL_SEAT_NOT_SIGNED_IN,
          REFUSAL_SEAT_ON_CONTACT,
          REFUSAL_SEAT_PRESENCE_UNCHANGED,
          REFUSAL_SEAT_NOT_SILENT,
          REFUSAL_SEAT_ALREADY_SILENT,
          REFUSAL_SEAT_LENT,
          REFUSAL_SEAT_NOT_LENT,
          REFUSAL_SEAT_NOT_IDLE,
          REFUSAL_SEAT_IS_GUEST,
          REFUSAL_SEAT_NOT_GUEST,
          REFUSAL_SEAT_ASKED_BACK,
          REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
          REFUSAL_ORDER_NOT_DISPATCHED,
          REFUSAL_ORDER_NOT_SIGNED,
          REFUSAL_ORDER_NOT_IN_FOLLOW_UP,
          REFUSAL_ORDER_CLOSED,
          REFUSAL_RETURN_NOT_ALLOWED,
          REFUSAL_NOTHING_DUE,
          REFUSAL_NOT_IN_OUTBOX,
          REFUSAL_ALREADY_DELIVERED,
          REFUSAL_CLOCK_IN_USE,
          REFUSAL_VOTERS_CHANGED,
          REFUSAL_ALREADY_DRIVEN ->
          Code.FAILED_PRECONDITION;
    };
  }

  private static int retryMs(Refusal reason) {
    return switch (code(reason)) {
      case UNAVAILABLE -> 100;
      case RESOURCE_EXHAUSTED -> 500;
      default -> 0;
    };
  }
}
