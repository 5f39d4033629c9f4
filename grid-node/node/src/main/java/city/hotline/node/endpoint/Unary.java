package city.hotline.node.endpoint;

import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.NotServed;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a unary call from a future. */
final class Unary {
  private static final Logger LOG = LoggerFactory.getLogger(Unary.class);

  private Unary() {}

  /** Answers with what the accepted command brought about, or with the refusal as a status. */
  static <T> void answer(
      CompletableFuture<Answer> future,
      StreamObserver<T> observer,
      Function<Answer.Accepted, T> response) {
    future.whenComplete(
        (answer, failure) -> {
          if (answer instanceof Answer.Accepted accepted) {
            succeed(observer, response.apply(accepted));
          } else if (answer instanceof Answer.Refused refused) {
            observer.onError(Refusals.status(refused.refusal()));
          } else {
            fail(observer, failure);
          }
        });
  }

  /** Answers with the value. */
  static <T> void value(CompletionStage<T> future, StreamObserver<T> observer) {
    future.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            succeed(observer, value);
          } else {
            fail(observer, failure);
          }
        });
  }

  static <T> void succeed(StreamObserver<T> observer, T value) {
    observer.onNext(value);
    observer.onCompleted();
  }

  static void fail(StreamObserver<?> observer, Throwable failure) {
    observer.onError(status(failure));
  }

  /** What went wrong, as a status: what the caller can act on, never a stack trace. */
  static StatusRuntimeException status(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof StatusRuntimeException status) {
      return status;
    }
    if (cause instanceof NotServed) {
      return Refusals.refused(
          Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
          Map.of("why", String.valueOf(cause.getMessage())),
          "Not served here now: try again in a moment.");
    }
    if (cause instanceof IllegalArgumentException) {
      return Status.INVALID_ARGUMENT.withDescription(cause.getMessage()).asRuntimeException();
    }
    LOG.error("an endpoint failed", cause);
    return Status.INTERNAL
        .withDescription("a defect of this node, see its log: " + cause)
        .asRuntimeException();
  }

  /** What a stage failed of, without what later stages wrapped around it. */
  static Throwable cause(Throwable failure) {
    Throwable wrapped = failure.getCause();
    return failure instanceof CompletionException && wrapped != null ? wrapped : failure;
  }
}
