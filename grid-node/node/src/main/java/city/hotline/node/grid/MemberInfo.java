package city.hotline.node.grid;

/**
 * A member that is here now.
 *
 * @param nodeId its stable id
 * @param grpcAddress host:port
 * @param httpAddress "http://host:port"
 * @param memberAddress host:port
 * @param local whether it is this node
 */
public record MemberInfo(
    String nodeId, String grpcAddress, String httpAddress, String memberAddress, boolean local) {}
