package city.hotline.node.endpoint;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server on a free port of the loopback interface, and a channel to it. */
final class Served implements AutoCloseable {
  final ManagedChannel channel;
  private final Server server;

  private Served(Server server) {
    this.server = server;
    this.channel =
        Grpc.newChannelBuilder("127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
            .build();
  }

  /** What it serves is to be added. */
  static NettyServerBuilder anywhere() {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static Served by(NettyServerBuilder builder) throws IOException {
    return new Served(builder.build().start());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
