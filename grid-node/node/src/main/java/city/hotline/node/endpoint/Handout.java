package city.hotline.node.endpoint;

import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hands shards out to other nodes as fast as they take them, on threads of its own: what is under
 * way to a slow reader is a few messages, and nobody else waits for it.
 */
final class Handout {
  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Where parts come from. */
  interface Source {
    /** Gives all parts, one after the other; the consumer may wait for its reader. */
    void fetch(FetchShardRequest request, Consumer<FetchShardResponse> out);
  }

  private final Source source;
  private final Executor executor;

  /** On the executor's threads, whose queue must be bounded. */
  Handout(Source source, Executor executor) {
    this.source = source;
    this.executor = executor;
  }

  /** To be called on the thread that got the stream. */
  void serve(FetchShardRequest request, ServerCallStreamObserver<FetchShardResponse> out) {
    Reader reader = new Reader(out);
    out.setOnReadyHandler(reader::changed);
    out.setOnCancelHandler(reader::changed);
    try {
      executor.execute(() -> run(request, reader));
    } catch (RejectedExecutionException e) {
      out.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription("too many shards are being fetched: ask again in a moment")
              .asRuntimeException());
    }
  }

  private void run(FetchShardRequest request, Reader reader) {
    try {
      source.fetch(request, reader::send);
      reader.out.onCompleted();
    } catch (Stalled e) {
      if (!reader.out.isCancelled()) {
        reader.out.onError(
            Status.DEADLINE_EXCEEDED.withDescription(e.getMessage()).asRuntimeException());
      }
    } catch (RuntimeException e) {
      Unary.fail(reader.out, e);
    }
  }

  /** Nobody reads (any more). */
  private static final class Stalled extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stalled(String message) {
      super(message);
    }
  }

  private static final class Reader {
    private final ServerCallStreamObserver<FetchShardResponse> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Reader(ServerCallStreamObserver<FetchShardResponse> out) {
      this.out = out;
    }

    void changed() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void send(FetchShardResponse part) {
      awaitReady();
      out.onNext(part);
    }

    private void awaitReady() {
      lock.lock();
      try {
        long left = MOST_WAIT_NANOS;
        while (!out.isReady()) {
          if (out.isCancelled() || left <= 0) {
            throw new Stalled("the reader took nothing for 30 s, or went away");
          }
          left = changed.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Stalled("this node ends");
      } finally {
        lock.unlock();
      }
    }
  }
}
