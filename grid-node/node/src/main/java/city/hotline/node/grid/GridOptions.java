package city.hotline.node.grid;

import java.util.List;

/**
 * How this node takes part in the cluster.
 *
 * @param clusterName members of other names are not let in
 * @param bind the address the member port listens on
 * @param memberPort the member port, exact
 * @param members "host:port" of all members, this one included
 * @param nodeId this node's stable id
 * @param grpcAddress where it serves gRPC, host:port
 * @param httpAddress where it serves the page, "http://host:port"
 */
public record GridOptions(
    String clusterName,
    String bind,
    int memberPort,
    List<String> members,
    String nodeId,
    String grpcAddress,
    String httpAddress) {}
