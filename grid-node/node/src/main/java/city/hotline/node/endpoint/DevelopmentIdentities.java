package city.hotline.node.endpoint;

import city.hotline.proto.access.v1.Role;

/**
 * Believes whatever a caller says it is: "dev seat 110105-S017". It keeps programs from doing by
 * mistake what is not theirs to do, and people from nothing.
 */
public final class DevelopmentIdentities implements IdentityProvider {
  private static final String MARK = "dev ";

  @Override
  public Identity identify(String credentials) {
    if (!credentials.startsWith(MARK)) {
      throw new IllegalArgumentException(
          "authorization: of another kind (expected: a development one)");
    }
    return Identity.parse(credentials.substring(MARK.length()));
  }

  @Override
  public String expected() {
    return "authorization: dev ROLE NAME, such as 'dev seat 110105-S017'";
  }

  @Override
  public String ofNode(String nodeId) {
    return MARK + new Identity(Role.ROLE_NODE, nodeId);
  }
}
