package city.hotline.node.epoch;

import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.journal.v1.GridFounded;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a grid into being, once: when as many empty members as expected are here, the first of
 * them names the grid and its voters, and all journal it.
 *
 * <p>A founding that was interrupted is finished by whoever journaled it. A member with an empty
 * journal that is not among the voters has no vote until it is admitted.
 */
public final class Founding {
  private static final Logger LOG = LoggerFactory.getLogger(Founding.class);

  private final String nodeId;
  private final int expected;
  private final Voters voters;
  private final Members members;
  private final Set<String> joined = ConcurrentHashMap.newKeySet();

  /** Founds with this many members. */
  public Founding(String nodeId, int expected, Voters voters, Members members) {
    this.nodeId = nodeId;
    this.expected = expected;
    this.voters = voters;
    this.members = members;
  }

  /**
   * One round; called every second.
   *
   * @param first whether this node is the one that has been in the cluster longest
   */
  public void round(boolean first) {
    GridFounded grid = voters.grid().orElse(null);
    if (grid == null) {
      List<String> present = members.present().stream().sorted().toList();
      if (!first || present.size() < expected) {
        return;
      }
      String gridId = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      voters.join(gridId, present);
      LOG.info("founded grid {} with voters {}", gridId, present);
      grid = voters.grid().orElseThrow();
    }
    for (String voter : grid.getVotersList()) {
      if (!voter.equals(nodeId) && !joined.contains(voter) && members.present().contains(voter)) {
        invite(voter, grid);
      }
    }
  }

  private void invite(String voter, GridFounded grid) {
    members
        .found(
            voter,
            FoundRequest.newBuilder()
                .setGridId(grid.getGridId())
                .addAllVoters(grid.getVotersList())
                .build())
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                LOG.debug("{} did not answer the founding: {}", voter, failure.toString());
              } else if (response.getJoined()) {
                joined.add(voter);
              } else {
                LOG.error(
                    "member {} belongs to grid {}, this one to {}: start it with another --data",
                    voter,
                    response.getGridId(),
                    grid.getGridId());
              }
            });
  }
}
