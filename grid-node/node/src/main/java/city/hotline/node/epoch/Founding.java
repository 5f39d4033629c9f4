package city.hotline.node.epoch;

import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.journal.v1.GridFounded;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a grid into being, once: when as many empty members as expected are here, the first of
 * them names the grid and its voters, and all journal it.
 *
 * <p>A founding that was interrupted is finished by whoever journaled it. A member with an empty
 * journal that comes to a grid that exists, because its disk was lost or it is one more, founds
 * nothing: it joins without a vote, and may own districts. The same node may come so again.
 */
public final class Founding {
  private static final Logger LOG = LoggerFactory.getLogger(Founding.class);

  private final String nodeId;
  private final int expected;
  private final boolean forced;
  private final Voters voters;
  private final Members members;
  private final Supplier<Map<String, String>> gridIds;
  private final Set<String> joined = ConcurrentHashMap.newKeySet();

  /**
   * Founds with this many members.
   *
   * @param forced whether copies of the grid count only once they are on disk
   * @param gridIds what each node said its grid is; empty where it belongs to none yet
   */
  public Founding(
      String nodeId,
      int expected,
      boolean forced,
      Voters voters,
      Members members,
      Supplier<Map<String, String>> gridIds) {
    this.nodeId = nodeId;
    this.expected = expected;
    this.forced = forced;
    this.voters = voters;
    this.members = members;
    this.gridIds = gridIds;
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
      if (!first || present.size() < expected || !allAreWithoutAGrid(present)) {
        return;
      }
      String gridId = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      voters.join(
          gridId, VoterSet.newBuilder().setVersion(1).addAllVoters(present).build(), forced);
      LOG.info("founded grid {} with voters {}", gridId, present);
      grid = voters.grid().orElseThrow();
    }
    Map<String, String> says = gridIds.get();
    for (String member : members.present()) {
      if (!member.equals(nodeId) && (!joined.contains(member) || "".equals(says.get(member)))) {
        invite(member, grid);
      }
    }
  }

  /** Whoever founded without asking would cut itself off from the grid that the others are in. */
  private boolean allAreWithoutAGrid(List<String> present) {
    Map<String, String> known = gridIds.get();
    return present.stream().allMatch(m -> "".equals(known.get(m)));
  }

  private void invite(String member, GridFounded grid) {
    members
        .found(
            member,
            FoundRequest.newBuilder()
                .setGridId(grid.getGridId())
                .setForced(grid.getForced())
                .setVoters(voters.electorate().set())
                .build())
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                LOG.debug("{} did not answer the founding: {}", member, failure.toString());
              } else if (response.getJoined()) {
                joined.add(member);
              } else {
                LOG.error(
                    "member {} belongs to grid {}, this one to {}: start it with another --data",
                    member,
                    response.getGridId(),
                    grid.getGridId());
              }
            });
  }
}
