package city.hotline.node.launch;

import city.hotline.node.epoch.Keeping;
import city.hotline.node.grid.GridOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * How one member is started.
 *
 * @param data its data folder; made if absent
 * @param bind the address every port listens on
 * @param memberPort where members talk to each other
 * @param grpcPort where it serves gRPC
 * @param httpPort where it serves the page, health and metrics
 * @param members "host:port" of the member ports of all members, this one included
 * @param clusterName members of other names are not let in
 * @param forced whether a grid it founds counts copies only once they are on disk; a grid that
 *     exists stays as it was founded
 * @param keeping how much of the journal is read at a start, and kept
 * @param trust which callers are believed, and what only members know
 */
public record NodeOptions(
    Path data,
    String bind,
    int memberPort,
    int grpcPort,
    int httpPort,
    List<String> members,
    String clusterName,
    boolean forced,
    Keeping keeping,
    Trust trust) {

  /** How many members found a grid: as many as are listed. */
  public int expectedMembers() {
    return members.size();
  }

  /** Of this program; "development" where it does not run from the jar. */
  static String version() {
    String version = NodeOptions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  GridOptions grid(String nodeId) {
    return new GridOptions(
        clusterName,
        bind,
        memberPort,
        members,
        nodeId,
        bind + ':' + grpcPort,
        "http://" + bind + ':' + httpPort);
  }
}
