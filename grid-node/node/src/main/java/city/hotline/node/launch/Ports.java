package city.hotline.node.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Looks before anything starts whether the ports are free, to say which one is not and what to do.
 */
final class Ports {
  private Ports() {}

  static void refuseWhatIsTaken(NodeOptions options) {
    check(options.bind(), options.memberPort(), "--member-port");
    check(options.bind(), options.grpcPort(), "--grpc-port");
    check(options.bind(), options.httpPort(), "--http-port");
  }

  private static void check(String bind, int port, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot listen on "
              + bind
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "). End what uses it, or choose another port with "
              + option,
          e);
    }
  }
}
