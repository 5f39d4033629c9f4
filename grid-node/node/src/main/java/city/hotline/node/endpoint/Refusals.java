package city.hotline.node.endpoint;

import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
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
            .setCode(RefusalCodes.of(reason).getNumber())
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

  /** What is not known now may be in a version of the directory that is heard of in a moment. */
  static StatusRuntimeException directoriesNotHeard() {
    return refused(
        Refusal.REFUSAL_DIRECTORY_NOT_HERE,
        Map.of(),
        "This node has just started and does not know the versions of the directory: try again in a"
            + " moment.");
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

  private static int retryMs(Refusal reason) {
    return switch (RefusalCodes.of(reason)) {
      case UNAVAILABLE -> 100;
      case RESOURCE_EXHAUSTED -> 500;
      default -> 0;
    };
  }
}
