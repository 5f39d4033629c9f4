package city.hotline.chaos.history;

import com.google.protobuf.Message;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Waits for the one answer of a call, and passes it on. */
abstract class UnaryAnswer<R> extends SimpleForwardingClientCallListener<R> {
  private @Nullable Message response;
  private long nanos;

  UnaryAnswer(ClientCall.Listener<R> next) {
    super(next);
  }

  abstract void ended(Answer answer);

  @Override
  public void onMessage(R message) {
    response = (Message) message;
    nanos = System.nanoTime();
    super.onMessage(message);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    Message answered = response;
    ended(
        status.isOk() && answered != null
            ? new Answer(answered, null, nanos)
            : new Answer(
                null, Answer.refusal(status.asRuntimeException(trailers)), System.nanoTime()));
    super.onClose(status, trailers);
  }
}
