package city.hotline.node.endpoint;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream that reached the wrong node on to the owner, both ways, message by message: the
 * owner sees whether the seat's stream lives.
 *
 * <p>The next message is asked for only when the one before it has gone: whichever side is slow,
 * one message waits here, and the other side learns that it has to wait.
 */
final class Pipes {
  private Pipes() {}

  /** Opens the stream at the owner. */
  interface Opener<Q, R> {
    /** With responses going to the observer. */
    void open(ClientResponseObserver<Q, R> responses);
  }

  /**
   * Connects a caller's stream with the owner's; returns what takes the caller's requests.
   *
   * @param caller its requests must be asked for one by one, as the pipe does from now on
   */
  static <Q, R> Pipe<Q, R> connect(ServerCallStreamObserver<R> caller, Opener<Q, R> opener) {
    Pipe<Q, R> pipe = new Pipe<>(caller);
    opener.open(pipe.responses());
    return pipe;
  }

  /** Passes on a stream of responses only; call on the thread that got the stream. */
  static <Q, R> void follow(ServerCallStreamObserver<R> caller, Opener<Q, R> opener) {
    Pipe<Q, R> pipe = new Pipe<>(caller);
    caller.setOnReadyHandler(pipe::callerReady);
    caller.setOnCancelHandler(() -> pipe.cancel("the caller went away", null));
    opener.open(pipe.responses());
  }

  /** One way: lets the source send the next message when the sink has taken the last one. */
  private static final class Way {
    private final AtomicBoolean owed = new AtomicBoolean();
    private final BooleanSupplier sinkIsReady;
    private final Runnable askSource;

    Way(BooleanSupplier sinkIsReady, Runnable askSource) {
      this.sinkIsReady = sinkIsReady;
      this.askSource = askSource;
    }

    void passed() {
      owed.set(true);
      ready();
    }

    void ready() {
      if (sinkIsReady.getAsBoolean() && owed.compareAndSet(true, false)) {
        askSource.run();
      }
    }
  }

  /** Takes the caller's requests. */
  static final class Pipe<Q, R> implements StreamObserver<Q> {
    private final ServerCallStreamObserver<R> caller;
    private final Way toCaller;
    private final Way toOwner;
    private volatile @Nullable ClientCallStreamObserver<Q> owner;

    private Pipe(ServerCallStreamObserver<R> caller) {
      this.caller = caller;
      this.toCaller = new Way(caller::isReady, () -> owner().request(1));
      this.toOwner = new Way(() -> owner().isReady(), () -> caller.request(1));
    }

    private ClientCallStreamObserver<Q> owner() {
      ClientCallStreamObserver<Q> stream = owner;
      if (stream == null) {
        throw new IllegalStateException("the stream to the owner was not opened");
      }
      return stream;
    }

    /** The caller takes messages again. */
    void callerReady() {
      toCaller.ready();
    }

    void cancel(String why, @Nullable Throwable cause) {
      ClientCallStreamObserver<Q> stream = owner;
      if (stream != null) {
        stream.cancel(why, cause);
      }
    }

    private ClientResponseObserver<Q, R> responses() {
      return new Responses();
    }

    @Override
    public void onNext(Q request) {
      owner().onNext(request);
      toOwner.passed();
    }

    @Override
    public void onError(Throwable failure) {
      cancel("the caller went away", failure);
    }

    @Override
    public void onCompleted() {
      owner().onCompleted();
    }

    private final class Responses implements ClientResponseObserver<Q, R> {
      @Override
      public void beforeStart(ClientCallStreamObserver<Q> stream) {
        owner = stream;
        stream.disableAutoRequestWithInitial(1);
        stream.setOnReadyHandler(toOwner::ready);
      }

      @Override
      public void onNext(R response) {
        if (!caller.isCancelled()) {
          caller.onNext(response);
          toCaller.passed();
        }
      }

      @Override
      public void onError(Throwable failure) {
        if (!caller.isCancelled()) {
          caller.onError(failure);
        }
      }

      @Override
      public void onCompleted() {
        if (!caller.isCancelled()) {
          caller.onCompleted();
        }
      }
    }
  }
}
