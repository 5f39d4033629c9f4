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
}
