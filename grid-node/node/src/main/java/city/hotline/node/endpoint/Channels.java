package city.hotline.node.endpoint;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Channels to other nodes by address, opened on demand and kept. Thread-safe. */
final class Channels implements AutoCloseable {
  static final int LARGEST_MESSAGE = 64 << 20;

  private final Map<String, ManagedChannel> byAddress = new ConcurrentHashMap<>();

  ManagedChannel to(String address) {
    return byAddress.computeIfAbsent(
        address,
        a ->
            Grpc.newChannelBuilder("dns:///" + a, InsecureChannelCredentials.create())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .build());
  }

  @Override
  public void close() {
    byAddress.values().forEach(ManagedChannel::shutdownNow);
  }
}
