package city.hotline.client;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what callers showed, by the bare name of the method. */
final class Callers implements ServerInterceptor {
  private final Map<String, Set<String>> shown = new ConcurrentHashMap<>();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String authorization =
        headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
    shown
        .computeIfAbsent(
            String.valueOf(call.getMethodDescriptor().getBareMethodName()),
            method -> ConcurrentHashMap.newKeySet())
        .add(String.valueOf(authorization));
    return next.startCall(call, headers);
  }

  /** Everything that was ever shown to a method. */
  Set<String> of(String method) {
    return shown.getOrDefault(method, Set.of());
  }
}
