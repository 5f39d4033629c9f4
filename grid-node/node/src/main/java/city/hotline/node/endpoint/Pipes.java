package city.hotline.node.endpoint;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream that reached the wrong node on to the owner, both ways, message by message: the
 * owner sees whether the seat's stream lives.
 */
final class Pipes {
  private Pipes() {}

  /** Opens the stream at the owner. */
  interface Opener<Q, R> {
    /** With responses going to the observer. */
    void open(ClientResponseObserver<Q, R> responses);
  }

  /** Connects a caller's stream with the owner's; returns what takes the caller's requests. */
  static <Q, R> StreamObserver<Q> connect(ServerCallStreamObserver<R> caller, Opener<Q, R> opener) {
    Pipe<Q, R> pipe = new Pipe<>(caller);
    opener.open(pipe);
    return pipe.requests();
  }

  /** Passes on a stream of responses only. */
  static <Q, R> void follow(ServerCallStreamObserver<R> caller, Opener<Q, R> opener) {
    Pipe<Q, R> pipe = new Pipe<>(caller);
    caller.setOnCancelHandler(() -> pipe.cancel());
    opener.open(pipe);
  }

  private static final class Pipe<Q, R> implements ClientResponseObserver<Q, R> {
    private final ServerCallStreamObserver<R> caller;
    private @Nullable ClientCallStreamObserver<Q> owner;

    Pipe(ServerCallStreamObserver<R> caller) {
      this.caller = caller;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
      owner = stream;
    }

    void cancel() {
      ClientCallStreamObserver<Q> stream = owner;
      if (stream != null) {
        stream.cancel("the caller went away", null);
      }
    }

    StreamObserver<Q> requests() {
      ClientCallStreamObserver<Q> stream = owner;
      if (stream == null) {
        throw new IllegalStateException("the stream to the owner was not opened");
      }
      return new StreamObserver<>() {
        @Override
        public void onNext(Q request) {
          stream.onNext(request);
        }

        @Override
        public void onError(Throwable failure) {
          stream.cancel("the caller went away", failure);
        }

        @Override
        public void onCompleted() {
          stream.onCompleted();
        }
      };
    }

    @Override
    public void onNext(R response) {
      if (!caller.isCancelled()) {
        caller.onNext(response);
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
