package city.hotline.chaos.history;

import city.hotline.proto.shard.v1.RequestId;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Sits on the wire of a client and records every command with its answer. What the client makes of
 * the answers is not its business: each answer that reached this process is a promise of the grid.
 */
public final class Tap implements ClientInterceptor {

  /** Told of each single request that was acknowledged; may be called on any thread. */
  public interface Hearer {
    /** The very request went out by this method, with these options, and was acknowledged. */
    void acknowledged(MethodDescriptor<?, ?> method, CallOptions options, Message request);
  }

  private static final String SEAT_SESSION = "hotline.seat.v1.SeatService/Session";

  private final History history;
  private final Hearer hearer;

  /** Records into a history. */
  public Tap(History history, Hearer hearer) {
    this.history = history;
    this.hearer = hearer;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    if (method.getFullMethodName().equals(SEAT_SESSION)) {
      return new SeatTap<>(call, history);
    }
    return method.getType() == MethodType.UNARY ? new Unary<>(call, method, options) : call;
  }

  static @Nullable RequestId requestId(Message message) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName("request_id");
    return field != null && message.hasField(field) ? (RequestId) message.getField(field) : null;
  }

  private final class Unary<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private @Nullable Message request;
    private @Nullable Attempt attempt;

    Unary(ClientCall<Q, R> call, MethodDescriptor<Q, R> method, CallOptions options) {
      super(call);
      this.method = method;
      this.options = options;
    }

    @Override
    public void start(Listener<R> responses, io.grpc.Metadata headers) {
      super.start(
          new UnaryAnswer<>(responses) {
            @Override
            void ended(Answer answer) {
              over(answer);
            }
          },
          headers);
    }

    @Override
    public void sendMessage(Q message) {
      Message sent = (Message) message;
      RequestId id = requestId(sent);
      if (id != null) {
        request = sent;
        attempt = Attempt.sent(id, Answer.shardOf(sent), Answer.nameOf(sent), System.nanoTime());
      }
      super.sendMessage(message);
    }

    private void over(Answer answer) {
      Attempt sent = attempt;
      Message asked = request;
      if (sent == null || asked == null) {
        return;
      }
      Attempt done = answer.to(sent);
      history.add(done);
      if (done.acknowledgement() != null) {
        hearer.acknowledged(method, options, asked);
      }
    }
  }
}
