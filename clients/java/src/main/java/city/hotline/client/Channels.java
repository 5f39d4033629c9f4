package city.hotline.client;

import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The connections to the nodes: one for commands and watches, and some for the sessions of seats,
 * because a node limits the streams of one connection.
 */
final class Channels implements AutoCloseable {

  private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

  private record Key(GridAddress address, int lane) {}

  private final Map<Key, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final EventLoopGroup eventLoops =
      new MultiThreadIoEventLoopGroup(
          2, new DefaultThreadFactory("hotline-client-io", true), NioIoHandler.newFactory());
  private final Executor callbacks;
  private final List<ClientInterceptor> interceptors;

  Channels(Executor callbacks, List<ClientInterceptor> interceptors) {
    this.callbacks = callbacks;
    this.interceptors = interceptors;
  }

  /** Lane 0 is for commands and watches, the higher ones for seats. */
  ManagedChannel channel(GridAddress address, int lane) {
    ManagedChannel channel =
        channels.computeIfAbsent(new Key(address, lane), key -> open(key.address()));
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // Our own back-off is the shorter one: a node that is back must be found at once.
      channel.resetConnectBackoff();
    }
    return channel;
  }

  private ManagedChannel open(GridAddress address) {
    return NettyChannelBuilder.forAddress(address.host(), address.grpcPort())
        .usePlaintext()
        .channelType(NioSocketChannel.class)
        .eventLoopGroup(eventLoops)
        .executor(callbacks)
        .maxInboundMessageSize(LARGEST_MESSAGE)
        .keepAliveTime(10, TimeUnit.SECONDS)
        .keepAliveTimeout(5, TimeUnit.SECONDS)
        .disableRetry()
        .intercept(interceptors)
        .build();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels.values()) {
      try {
        channel.awaitTermination(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    var unused = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
