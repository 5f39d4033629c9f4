package city.hotline.node.endpoint;

import city.hotline.proto.shard.v1.CommandRefused;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Judges each message before anybody else sees it; the first that is refused ends the call. As
 * other listeners, it is called by one thread at a time.
 */
abstract class JudgedCall<Q> extends SimpleForwardingServerCallListener<Q> {
  private final ServerCall<Q, ?> call;
  private boolean over;

  JudgedCall(ServerCall.Listener<Q> listener, ServerCall<Q, ?> call) {
    super(listener);
    this.call = call;
  }

  /** Why it is refused; null when it may go on. */
  abstract @Nullable CommandRefused judge(Message message);

  @Override
  public void onMessage(Q message) {
    if (over) {
      return;
    }
    CommandRefused refused = judge((Message) message);
    if (refused == null) {
      super.onMessage(message);
      return;
    }
    over = true;
    // Whoever serves the call must be told first that nobody reads any more.
    super.onCancel();
    close(call, refused);
  }

  /** Ends a call with a refusal. */
  static void close(ServerCall<?, ?> call, CommandRefused refused) {
    StatusRuntimeException status = Refusals.status(refused);
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  @Override
  public void onHalfClose() {
    if (!over) {
      super.onHalfClose();
    }
  }

  @Override
  public void onReady() {
    if (!over) {
      super.onReady();
    }
  }

  @Override
  public void onCancel() {
    if (!over) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    if (!over) {
      super.onComplete();
    }
  }
}
