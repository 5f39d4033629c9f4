package city.hotline.node.feed;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages from a source to a reader as fast as the reader takes them, on the threads of an
 * executor, one at a time. Nothing is queued here: a stalled reader costs nothing but its source's
 * position.
 *
 * @param <T> the message
 */
public final class Pump<T> {

  /**
   * Where messages come from.
   *
   * @param <T> the message
   */
  public interface Source<T> {
    /** The next message, or null when there is none now. */
    @Nullable T next();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

  private final ServerCallStreamObserver<T> out;
  private final Turns turns;
  private volatile @Nullable Source<T> source;
  private volatile Supplier<Optional<Status>> end = Optional::empty;
  private volatile Runnable cleanUp = () -> {};
  private boolean over;

  /**
   * A pump that is not yet started; call on the thread that got the stream.
   *
   * @param executor whose threads read the source and write to the reader, so that neither a slow
   *     source nor a slow reader holds up whoever wakes it
   */
  public Pump(ServerCallStreamObserver<T> out, Executor executor) {
    this.out = out;
    this.turns = new Turns(this::move, executor);
    out.setOnReadyHandler(this::run);
    out.setOnCancelHandler(this::cancelled);
  }

  /**
   * Starts.
   *
   * @param endsWith asked when the source has nothing: the status to end the stream with, if it is
   *     to end
   * @param whenOver called once, when the stream is over
   */
  public void start(Source<T> from, Supplier<Optional<Status>> endsWith, Runnable whenOver) {
    end = endsWith;
    cleanUp = whenOver;
    source = from;
    run();
  }

  /**
   * There may be something: to be called, on any thread, whenever the source may have a message.
   */
  public void run() {
    turns.ask();
  }

  private void move() {
    Source<T> from = source;
    if (from == null || over) {
      return;
    }
    if (out.isCancelled()) {
      finish();
      return;
    }
    try {
      moveWhileReady(from);
    } catch (RuntimeException e) {
      LOG.error("a stream ends because its source failed", e);
      if (!over) {
        finish();
        out.onError(Status.INTERNAL.withDescription("see this node's log").asRuntimeException());
      }
    }
  }

  /** After a while it goes on behind whoever else waits for the thread. */
  private void moveWhileReady(Source<T> from) {
    long begin = System.nanoTime();
    while (out.isReady()) {
      if (System.nanoTime() - begin > Turns.AT_ONCE_NANOS) {
        run();
        return;
      }
      T next = from.next();
      if (next == null) {
        Optional<Status> status = end.get();
        if (status.isPresent()) {
          finish();
          out.onError(status.get().asRuntimeException());
        }
        return;
      }
      out.onNext(next);
    }
  }

  private void finish() {
    over = true;
    cleanUp.run();
  }

  private void cancelled() {
    run();
  }
}
