package city.hotline.node.endpoint;

import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.wallboard.v1.WallboardServiceGrpc;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, at the one place where answers leave this node, what callers are refused, and who has a
 * stream open. Calls of other nodes are left out: what they relay is counted there. Thread-safe.
 */
public final class Traffic implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

  /** Marks the calls of nodes. */
  static final Metadata.Key<String> FROM_NODE =
      Metadata.Key.of("hotline-from-node", Metadata.ASCII_STRING_MARSHALLER);

  private static final String SEATS = SeatServiceGrpc.getSessionMethod().getFullMethodName();
  private static final String FIGURES =
      WallboardServiceGrpc.getWatchFiguresMethod().getFullMethodName();
  private static final String ORDERS =
      DepartmentServiceGrpc.getWatchOrdersMethod().getFullMethodName();

  private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
  private final Map<String, AtomicInteger> open =
      Map.of(SEATS, new AtomicInteger(), FIGURES, new AtomicInteger(), ORDERS, new AtomicInteger());

  /** Nothing counted yet. */
  public Traffic() {
    for (Refusal reason : Refusal.values()) {
      if (reason != Refusal.REFUSAL_UNSPECIFIED && reason != Refusal.UNRECOGNIZED) {
        refusals.put(reason, new LongAdder());
      }
    }
  }

  /** How often callers were refused, since the start, for every reason there is. */
  public Map<Refusal, Long> refusals() {
    Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
    refusals.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  /** Sessions of seats that are open. */
  public int seatSessions() {
    return open(SEATS);
  }

  /** Streams of figures that are open; those of pages are not among them. */
  public int figureWatches() {
    return open(FIGURES);
  }

  /** Watches of orders that are open. */
  public int orderWatches() {
    return open(ORDERS);
  }

  private int open(String method) {
    AtomicInteger streams = open.get(method);
    return streams == null ? 0 : streams.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (headers.containsKey(FROM_NODE)) {
      return next.startCall(call, headers);
    }
    ServerCall<Q, R> counted = new CountedCall<>(call);
    AtomicInteger streams = open.get(call.getMethodDescriptor().getFullMethodName());
    if (streams == null) {
      return next.startCall(counted, headers);
    }
    ServerCall.Listener<Q> listener = next.startCall(counted, headers);
    streams.incrementAndGet();
    return new OpenStream<>(listener, streams);
  }

  private void refused(Refusal reason) {
    LongAdder count = refusals.get(reason);
    if (count != null) {
      count.increment();
    }
  }

  /** Counts the refusal that a status carries, if it carries one. */
  private void ended(Status status, Metadata trailers) {
    com.google.rpc.Status full = StatusProto.fromStatusAndTrailers(status, trailers);
    for (Any detail : full.getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        try {
          ErrorInfo info = detail.unpack(ErrorInfo.class);
          if (info.getDomain().equals(Refusals.DOMAIN)) {
            refused(Refusals.reason(info.getReason()));
          }
        } catch (InvalidProtocolBufferException e) {
          LOG.debug("a status with unreadable details was sent", e);
        }
      }
    }
  }

  private final class CountedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    CountedCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void sendMessage(R message) {
      if (message instanceof SessionResponse response && response.hasRefused()) {
        refused(response.getRefused().getReason());
      }
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!status.isOk()) {
        ended(status, trailers);
      }
      super.close(status, trailers);
    }
  }

  /** A stream is over when it completes or is cancelled: one of the two, once. */
  private static final class OpenStream<Q> extends SimpleForwardingServerCallListener<Q> {
    private final AtomicInteger streams;

    OpenStream(ServerCall.Listener<Q> listener, AtomicInteger streams) {
      super(listener);
      this.streams = streams;
    }

    @Override
    public void onComplete() {
      streams.decrementAndGet();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      streams.decrementAndGet();
      super.onCancel();
    }
  }
}
