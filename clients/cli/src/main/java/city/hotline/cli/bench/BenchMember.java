package city.hotline.cli.bench;

import city.hotline.node.epoch.Keeping;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.launch.GridNode;
import city.hotline.node.launch.Identities;
import city.hotline.node.launch.NodeOptions;
import city.hotline.node.launch.Trust;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** One real member in this process: journal, cluster port, gRPC port; without the page. */
final class BenchMember implements AutoCloseable {
  private final GridNode node;
  private final Server server;

  BenchMember(Path data, int memberPort, int grpcPort, List<String> members) throws IOException {
    node =
        new GridNode(
            new NodeOptions(
                data,
                "127.0.0.1",
                memberPort,
                grpcPort,
                0,
                members,
                "hotline-bench",
                false,
                Keeping.USUAL,
                Trust.of(Identities.UNSAID)),
            HazelcastGrid::start);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), grpcPort),
            InsecureServerCredentials.create());
    builder.intercept(node.gate());
    node.endpoints().forEach(builder::addService);
    server = builder.build().start();
    node.start();
  }

  GridNode node() {
    return node;
  }

  @Override
  public void close() {
    node.close();
    server.shutdownNow();
  }
}
