package city.hotline.node.launch;

import city.hotline.node.endpoint.DevelopmentIdentities;
import city.hotline.node.endpoint.IdentityProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which callers a member believes. */
public enum Identities {
  /** Not said: the built-in ones where only this machine can call, none elsewhere. */
  UNSAID,
  /** The built-in ones, which believe everybody. */
  DEVELOPMENT;

  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

  /**
   * Who knows the callers.
   *
   * @throws IllegalStateException when others could call, and nobody said that this is wanted
   */
  static IdentityProvider of(NodeOptions options) {
    if (options.trust().identities() == UNSAID && isReachable(options)) {
      throw new IllegalStateException(
          "identities: not said, and others can reach "
              + options.bind()
              + " (expected: --identities dev, which believes whatever a caller says it is, so for"
              + " closed networks only; or --bind 127.0.0.1)");
    }
    Trust.warnings(options).forEach(LOG::warn);
    return new DevelopmentIdentities();
  }

  /** What a person should know about it, one line each. */
  static List<String> warnings(NodeOptions options) {
    return !isReachable(options)
        ? List.of()
        : List.of(
            "development identities at "
                + options.bind()
                + ": whoever reaches this node may say it is anybody; keep it inside a closed"
                + " network");
  }

  /** Whether others than this machine can reach the node. */
  static boolean isReachable(NodeOptions options) {
    return !isLoopback(options.bind());
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // The ports cannot be bound either, which is told there.
      return false;
    }
  }
}
