package city.hotline.client;

import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that brought no answer to work with, read from a status or a refusal message.
 *
 * @param refusal the refusal, where the grid named one
 * @param metadata its variables
 * @param text what to tell a person
 * @param retryAfterMs how long the grid asks to wait
 * @param repeatable whether the same request may succeed later
 * @param undecided whether it is certain that the command was not decided
 * @param transport whether the node itself could not be talked to
 * @param silent whether just nothing came: from the node, or from another one that it waits for
 */
record Failure(
    @Nullable Refusal refusal,
    Map<String, String> metadata,
    String text,
    long retryAfterMs,
    boolean repeatable,
    boolean undecided,
    boolean transport,
    boolean silent) {

  static final String DOMAIN = "hotline.city";

  static Failure of(CommandRefused refused) {
    return ofRefusal(refused.getReason(), refused.getMetadataMap(), refused.getAdvice(), 0);
  }

  static Failure of(Throwable thrown) {
    com.google.rpc.Status details = StatusProto.fromThrowable(thrown);
    RetryInfo retry = details == null ? null : detail(details, RetryInfo.class);
    ErrorInfo info = details == null ? null : detail(details, ErrorInfo.class);
    long retryAfterMs =
        retry == null
            ? 0
            : retry.getRetryDelay().getSeconds() * 1000
                + retry.getRetryDelay().getNanos() / 1_000_000;
    Status status = Status.fromThrowable(thrown);
    String text =
        status.getDescription() == null ? status.getCode().name() : status.getDescription();
    if (info != null && info.getDomain().equals(DOMAIN)) {
      Refusal refusal = refusal(info.getReason());
      if (refusal != Refusal.REFUSAL_UNSPECIFIED) {
        String name = info.getReason() + ": ";
        String advice = text.startsWith(name) ? text.substring(name.length()) : text;
        return ofRefusal(refusal, info.getMetadataMap(), advice, retryAfterMs);
      }
    }
    return ofStatus(status, text, retryAfterMs);
  }

  /** Details are a courtesy: where one is missing or broken, the code still says enough. */
  private static <T extends Message> @Nullable T detail(
      com.google.rpc.Status status, Class<T> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return detail.unpack(type);
        } catch (InvalidProtocolBufferException e) {
          return null;
        }
      }
    }
    return null;
  }

  /** What the caller gets when the attempt is not repeated. */
  HotlineException toException(@Nullable Throwable cause) {
    if (refusal != null && !transientRefusal(refusal)) {
      return new HotlineRefused(refusal, metadata, text);
    }
    if (refusal == null && !repeatable) {
      return new HotlineRefused(Refusal.REFUSAL_UNSPECIFIED, metadata, text);
    }
    Throwable because = cause == null ? new IllegalStateException(text) : cause;
    return undecided ? new GridUnavailable(text, because) : new OutcomeUnknown(text, because);
  }

  private static Failure ofRefusal(
      Refusal refusal, Map<String, String> metadata, String text, long retryAfterMs) {
    return new Failure(
        refusal,
        metadata,
        text,
        retryAfterMs,
        transientRefusal(refusal),
        refusal != Refusal.REFUSAL_OUTCOME_UNKNOWN,
        false,
        false);
  }

  private static Failure ofStatus(Status status, String text, long retryAfterMs) {
    boolean repeatable =
        switch (status.getCode()) {
          case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED, INTERNAL, UNKNOWN -> true;
          // Without a hint to try later it is a message that is too large.
          case RESOURCE_EXHAUSTED -> retryAfterMs > 0;
          default -> false;
        };
    boolean transport =
        switch (status.getCode()) {
          case UNAVAILABLE -> retryAfterMs == 0;
          case DEADLINE_EXCEEDED, CANCELLED, INTERNAL -> true;
          default -> false;
        };
    boolean undecided = retryAfterMs > 0 || !repeatable;
    Refusal refusal =
        status.getCode() == Status.Code.INVALID_ARGUMENT ? Refusal.REFUSAL_INVALID_FIELD : null;
    boolean silent =
        status.getCode() == Status.Code.DEADLINE_EXCEEDED
            || status.getCode() == Status.Code.CANCELLED;
    return new Failure(
        refusal, Map.of(), text, retryAfterMs, repeatable, undecided, transport, silent);
  }

  /** Trying again can help; another driver stays until a person ends it. */
  private static boolean transientRefusal(Refusal refusal) {
    return refusal.getNumber() >= Refusal.REFUSAL_ALREADY_DRIVEN_VALUE
        && refusal != Refusal.REFUSAL_ALREADY_DRIVEN;
  }

  private static Refusal refusal(String reason) {
    String name = reason.startsWith("REFUSAL_") ? reason : "REFUSAL_" + reason;
    try {
      return Refusal.valueOf(name);
    } catch (IllegalArgumentException e) {
      return Refusal.REFUSAL_UNSPECIFIED;
    }
  }
}
