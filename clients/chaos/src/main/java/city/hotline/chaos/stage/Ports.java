package city.hotline.chaos.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Three ports of one node that nobody else uses now. */
record Ports(int member, int grpc, int http) {
  private static final int LAST = 65_000;

  /** The first three that are free and follow one another. */
  static Ports from(int first) throws IOException {
    for (int port = first; port < LAST; port++) {
      if (free(port) && free(port + 1) && free(port + 2)) {
        return new Ports(port, port + 1, port + 2);
      }
    }
    throw new IOException("no three free ports in a row from " + first + " on: end what uses them");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
