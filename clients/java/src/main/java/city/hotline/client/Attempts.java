package city.hotline.client;

import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RequestId;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request until its answer: attempt after attempt with the same bytes, so with the same id, for
 * as long as the client is patient.
 *
 * <p>The district is empty where any node can answer.
 *
 * @param <Q> the request
 * @param <R> the response
 */
final class Attempts<Q, R> {

  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private record UnderWay(Routes.Route route, ClientCall<?, ?> call, long sinceNanos) {}

  private final Wire wire;
  private final Identity caller;
  private final String district;
  private final MethodDescriptor<Q, R> method;
  private final Q request;
  private final CompletableFuture<R> answer;
  private final Backoff backoff = new Backoff();
  private final long giveUpNanos;
  private boolean perhapsDecided;
  private int made;
  private volatile @Nullable UnderWay underWay;

  Attempts(
      Wire wire,
      Identity caller,
      String district,
      MethodDescriptor<Q, R> method,
      Q request,
      CompletableFuture<R> answer) {
    this.wire = wire;
    this.caller = caller;
    this.district = district;
    this.method = method;
    this.request = request;
    this.answer = answer;
    this.giveUpNanos = System.nanoTime() + wire.settings().patience().toNanos();
    wire.remember(this, answer);
  }

  /** Whether the session was forgotten before the request was ever judged: a new id is safe. */
  boolean sessionExpiredUnjudged(Throwable thrown) {
    return made == 1
        && thrown instanceof HotlineRefused refused
        && refused.reason() == Refusal.REFUSAL_SESSION_EXPIRED;
  }

  void attempt() {
    if (answer.isDone()) {
      return;
    }
    made++;
    Routes.Route route = wire.routes().to(district, 0);
    var options =
        wire.options(caller)
            .withDeadlineAfter(wire.settings().attemptTimeout().toMillis(), TimeUnit.MILLISECONDS);
    ClientCall<Q, R> call = route.channel().newCall(method, options);
    underWay = new UnderWay(route, call, System.nanoTime());
    ClientCalls.asyncUnaryCall(
        call,
        request,
        new StreamObserver<R>() {
          private @Nullable R received;

          @Override
          public void onNext(R response) {
            received = response;
          }

          @Override
          public void onCompleted() {
            if (received != null) {
              wire.waiting().answered(district);
              answer.complete(received);
            }
          }

          @Override
          public void onError(Throwable thrown) {
            failed(route, thrown);
          }
        });
  }

  /**
   * Called while there is no answer: one that takes long may be with a node that is frozen, or with
   * one that waits for it. When another owner is known by now the attempt is over.
   */
  void lookAfter() {
    UnderWay now = underWay;
    if (now == null || System.nanoTime() - now.sinceNanos() < LONG_NANOS) {
      return;
    }
    wire.routes().refresh();
    if (wire.routes().hasMoved(district, now.route())) {
      underWay = null;
      now.call().cancel("another node owns district " + district, null);
    }
  }

  private void failed(Routes.Route route, Throwable thrown) {
    Failure failure = Failure.of(thrown);
    underWay = null;
    perhapsDecided |= !failure.undecided();
    wire.routes().failed(route, failure);
    if (!failure.repeatable()) {
      answer.completeExceptionally(failure.toException(thrown));
      return;
    }
    long waitMs = backoff.nextMs(failure.retryAfterMs());
    if (wire.closed() || giveUpNanos - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(waitMs)) {
      answer.completeExceptionally(givenUp(route, failure, thrown));
      return;
    }
    wire.waiting().tryAgain(district, waitMs, this::attempt);
  }

  private HotlineException givenUp(Routes.Route route, Failure failure, Throwable thrown) {
    String text =
        "No answer from the grid after "
            + made
            + " attempts, the last at "
            + route.address()
            + ": "
            + failure.text()
            + ". Check with ./hotline status, or name another node.";
    return perhapsDecided ? new OutcomeUnknown(text, thrown) : new GridUnavailable(text, thrown);
  }

  /** Makes the request of a command once its id is known. */
  interface WithId<Q> {
    Q request(RequestId id);
  }
}
