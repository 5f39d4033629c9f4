package city.hotline.client;

/**
 * Where a node answers gRPC.
 *
 * @param host a name or an IP address
 * @param grpcPort 1 to 65,535
 */
public record GridAddress(String host, int grpcPort) {

  /** Refuses an empty host or an impossible port with an {@link IllegalArgumentException}. */
  public GridAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host: empty (expected: a name or an IP address)");
    }
    if (grpcPort < 1 || grpcPort > 65_535) {
      throw new IllegalArgumentException("grpcPort: " + grpcPort + " (expected: 1 to 65535)");
    }
  }

  /** Reads "host:port"; an IPv6 host stands in brackets. */
  public static GridAddress parse(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("address: " + hostPort + " (expected: host:port)");
    }
    String host = hostPort.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new GridAddress(host, Integer.parseInt(hostPort.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("address: " + hostPort + " (expected: host:port)", e);
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + grpcPort;
  }
}
