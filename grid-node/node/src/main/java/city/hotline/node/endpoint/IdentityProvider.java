package city.hotline.node.endpoint;

/** Knows callers by what they show in a call's "authorization". Must be thread-safe. */
public interface IdentityProvider {

  /**
   * Who shows these credentials.
   *
   * @throws IllegalArgumentException when they are not believed; the message says why
   */
  Identity identify(String credentials);

  /** What a caller is to show, for one that does not. */
  String expected();

  /** What this node shows to the other nodes. */
  String ofNode(String nodeId);
}
