package city.hotline.node.endpoint;

import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How large a message may be that is sent to this node. The server takes what a version of the
 * directory needs; of all else, whose size nobody plans for in lanes, records and answers, a
 * message of more than {@value #MOST_BYTES} bytes is refused INVALID_FIELD. Thread-safe.
 */
public final class MessageSizes implements ServerInterceptor {
  static final int MOST_BYTES = 64 * 1_024;

  /** Whoever may load a version, and the node that passes it on to the owner. */
  private static final Set<String> LARGE =
      Set.of(
          DirectoryServiceGrpc.getLoadDirectoryMethod().getFullMethodName(),
          MemberServiceGrpc.getForwardMethod().getFullMethodName());

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    ServerCall.Listener<Q> listener = next.startCall(call, headers);
    return LARGE.contains(call.getMethodDescriptor().getFullMethodName())
        ? listener
        : new Sized<>(listener, call);
  }

  private static final class Sized<Q> extends JudgedCall<Q> {
    Sized(ServerCall.Listener<Q> listener, ServerCall<Q, ?> call) {
      super(listener, call);
    }

    @Override
    @Nullable CommandRefused judge(Message message) {
      int bytes = message.getSerializedSize();
      return bytes <= MOST_BYTES
          ? null
          : CommandRefused.newBuilder()
              .setReason(Refusal.REFUSAL_INVALID_FIELD)
              .putAllMetadata(
                  Map.of(
                      "field", "message",
                      "value", bytes + " bytes",
                      "expected", "at most " + MOST_BYTES + " bytes"))
              .setAdvice(
                  "message: "
                      + bytes
                      + " bytes (expected: at most "
                      + MOST_BYTES
                      + " bytes). Shorten its texts, or send what it lists in several.")
              .build();
    }
  }
}
