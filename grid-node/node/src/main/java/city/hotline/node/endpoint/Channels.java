package city.hotline.node.endpoint;

import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Channels to other nodes by address, opened on demand and kept. Thread-safe. */
final class Channels implements AutoCloseable {
  static final int LARGEST_MESSAGE = 64 << 20;

  private final Map<String, ManagedChannel> byAddress = new ConcurrentHashMap<>();
  private final Metadata headers = new Metadata();

  /** Every call shows these credentials of this node. */
  Channels(String credentials) {
    headers.put(Traffic.FROM_NODE, "1");
    headers.put(AccessGate.AUTHORIZATION, credentials);
  }

  /**
   * The channel to a node that is a member now: one that failed before tries again at once, not
   * after its back-off.
   */
  ManagedChannel to(String address) {
    ManagedChannel channel =
        byAddress.computeIfAbsent(
            address,
            a ->
                Grpc.newChannelBuilder("dns:///" + a, InsecureChannelCredentials.create())
                    .maxInboundMessageSize(LARGEST_MESSAGE)
                    .keepAliveTime(10, TimeUnit.SECONDS)
                    .keepAliveTimeout(5, TimeUnit.SECONDS)
                    .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .build());
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
    return channel;
  }

  @Override
  public void close() {
    byAddress.values().forEach(ManagedChannel::shutdownNow);
  }
}
