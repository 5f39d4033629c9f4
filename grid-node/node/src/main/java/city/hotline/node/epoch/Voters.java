package city.hotline.node.epoch;

import city.hotline.node.journal.Journal;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.journal.v1.GridFounded;
import city.hotline.proto.shard.v1.Durability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The grid this node belongs to and who has a vote in it: journaled data. Thread-safe. */
public final class Voters {
  private final Journal journal;
  private volatile @Nullable GridFounded founded;

  /** Kept in a journal. */
  public Voters(Journal journal) {
    this.journal = journal;
  }

  /** At replay: what the journal says. */
  public void replay(GridFounded entry) {
    founded = entry;
  }

  /**
   * Joins a grid that is being founded; the founding is on disk when this returns.
   *
   * @param forced whether copies of this grid count only once they are on disk
   * @return false if this journal belongs to another one
   */
  public synchronized boolean join(String gridId, List<String> voters, boolean forced) {
    GridFounded now = founded;
    if (now != null) {
      return now.getGridId().equals(gridId);
    }
    GridFounded entry =
        GridFounded.newBuilder()
            .setGridId(gridId)
            .addAllVoters(voters)
            .setVersion(1)
            .setForced(forced)
            .build();
    journal.append(Entry.newBuilder().setGridFounded(entry).build());
    journal.force();
    founded = entry;
    return true;
  }

  /**
   * Journals again what there is, for a checkpoint.
   *
   * @return its place; empty while the grid is not founded
   */
  synchronized OptionalLong writeAgain() {
    GridFounded now = founded;
    return now == null
        ? OptionalLong.empty()
        : OptionalLong.of(journal.append(Entry.newBuilder().setGridFounded(now).build()));
  }

  /** The founding, once there was one. */
  public Optional<GridFounded> grid() {
    return Optional.ofNullable(founded);
  }

  /** The grid's id; empty while there is none. */
  public String gridId() {
    GridFounded now = founded;
    return now == null ? "" : now.getGridId();
  }

  /** The voters' stable ids; none while the grid is not founded. */
  public List<String> ids() {
    GridFounded now = founded;
    return now == null ? List.of() : now.getVotersList();
  }

  /** Whether a copy counts only once its holder has forced it to disk. */
  public boolean forced() {
    GridFounded now = founded;
    return now != null && now.getForced();
  }

  /** The durability class of every answer of this grid (DESIGN D5). */
  public Durability durability() {
    if (forced()) {
      return Durability.DURABILITY_FORCED;
    }
    return ids().size() > 1 ? Durability.DURABILITY_REPLICATED : Durability.DURABILITY_LOCAL;
  }

  /** How many make a majority. */
  public int majority() {
    return ids().size() / 2 + 1;
  }
}
