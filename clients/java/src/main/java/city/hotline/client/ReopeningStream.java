package city.hotline.client;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream from the grid that is opened again, anywhere, whenever it breaks or falls silent, until
 * it is closed or refused for good. Messages come one at a time. Thread-safe.
 *
 * @param <Q> the request
 * @param <R> a message of the stream
 */
final class ReopeningStream<Q, R> implements AutoCloseable {

  /** What the stream is for. */
  interface Reader<Q, R> {
    /** The request to open it with now; a reader that resumes puts its token in. */
    Q request();

    /** A message; true when it used up one of the messages asked for. */
    boolean read(R message);

    /** The grid refuses the stream for good; nothing comes any more. */
    void refused(HotlineException reason);

    /** Broken for now; it is being opened again. */
    default void broken(Failure failure) {}
  }

  private static final long CHECK_EVERY_MS = 1000;

  private final Wire wire;
  private final Identity caller;
  private final String district;
  private final MethodDescriptor<Q, R> method;
  private final Reader<Q, R> reader;
  private final long silenceNanos;
  private final Backoff backoff = new Backoff();
  private final @Nullable ScheduledFuture<?> check;
  private @Nullable ClientCall<Q, R> call;
  private long credit;
  private long heardNanos;
  private boolean closed;

  ReopeningStream(
      Wire wire,
      Identity caller,
      String district,
      MethodDescriptor<Q, R> method,
      Reader<Q, R> reader,
      long silenceMs) {
    this.wire = wire;
    this.caller = caller;
    this.district = district;
    this.method = method;
    this.reader = reader;
    this.silenceNanos = TimeUnit.MILLISECONDS.toNanos(silenceMs);
    this.check =
        wire.closed()
            ? null
            : wire.timer()
                .scheduleWithFixedDelay(
                    this::checkSilence, CHECK_EVERY_MS, CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** Asks for more messages. */
  void request(int messages) {
    ClientCall<Q, R> current;
    synchronized (this) {
      credit += messages;
      heardNanos = System.nanoTime();
      current = call;
    }
    if (current != null) {
      current.request(messages);
    }
  }

  void open() {
    Routes.Route route = wire.routes().to(district, 0);
    ClientCall<Q, R> fresh = route.channel().newCall(method, wire.options(caller));
    long wanted;
    synchronized (this) {
      if (closed || wire.closed()) {
        return;
      }
      call = fresh;
      heardNanos = System.nanoTime();
      wanted = credit;
    }
    fresh.start(new Listener(fresh, route), new Metadata());
    if (wanted > 0) {
      fresh.request((int) Math.min(wanted, Integer.MAX_VALUE));
    }
    fresh.sendMessage(reader.request());
    fresh.halfClose();
  }

  private void checkSilence() {
    ClientCall<Q, R> silent;
    synchronized (this) {
      if (call == null || credit == 0 || System.nanoTime() - heardNanos < silenceNanos) {
        return;
      }
      silent = call;
    }
    silent.cancel("nothing heard", null);
  }

  @Override
  public void close() {
    ClientCall<Q, R> current;
    synchronized (this) {
      closed = true;
      current = call;
      call = null;
    }
    if (check != null) {
      check.cancel(false);
    }
    if (current != null) {
      current.cancel("closed by the reader", null);
    }
  }

  private final class Listener extends ClientCall.Listener<R> {
    private final ClientCall<Q, R> mine;
    private final Routes.Route route;

    Listener(ClientCall<Q, R> mine, Routes.Route route) {
      this.mine = mine;
      this.route = route;
    }

    @Override
    public void onMessage(R message) {
      synchronized (ReopeningStream.this) {
        if (call != mine) {
          return;
        }
        heardNanos = System.nanoTime();
        backoff.reset();
      }
      wire.waiting().answered(district);
      boolean used = reader.read(message);
      if (used) {
        synchronized (ReopeningStream.this) {
          credit--;
        }
      } else {
        mine.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (ReopeningStream.this) {
        if (call != mine) {
          return;
        }
        call = null;
      }
      // An end without a fault is a node that stops.
      Status fault =
          status.isOk() ? Status.UNAVAILABLE.withDescription("The node ended the stream.") : status;
      Failure failure = Failure.of(fault.asRuntimeException(trailers));
      wire.routes().failed(route, failure);
      if (failure.repeatable()) {
        reader.broken(failure);
        wire.waiting()
            .tryAgain(district, backoff.nextMs(failure.retryAfterMs()), ReopeningStream.this::open);
      } else {
        close();
        reader.refused(failure.toException(null));
      }
    }
  }
}
