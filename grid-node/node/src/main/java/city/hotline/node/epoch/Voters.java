package city.hotline.node.epoch;

import city.hotline.node.journal.Journal;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.journal.v1.GridFounded;
import city.hotline.proto.shard.v1.Durability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grid this node belongs to and who has a vote in it, as far as this node has heard: journaled
 * data. Thread-safe.
 *
 * <p>A version, once heard of, is journaled and never forgotten for an older one.
 */
public final class Voters {
  private static final Logger LOG = LoggerFactory.getLogger(Voters.class);

  private final String nodeId;
  private final Journal journal;
  private final boolean belongedBefore;
  private volatile @Nullable GridFounded founded;
  private volatile Electorate electorate = Electorate.NONE;

  /**
   * Kept in a journal.
   *
   * @param nodeId of this node
   * @param belongedBefore whether this node was in a grid before: if its journal does not know, it
   *     was lost, and this node has no vote
   */
  public Voters(String nodeId, Journal journal, boolean belongedBefore) {
    this.nodeId = nodeId;
    this.journal = journal;
    this.belongedBefore = belongedBefore;
  }

  /** At replay: what the journal says. */
  public void replay(GridFounded entry) {
    take(entry);
  }

  private void take(GridFounded entry) {
    VoterSet.Builder set =
        VoterSet.newBuilder()
            .setVersion(entry.getVersion())
            .addAllVoters(entry.getVotersList())
            .addAllFormer(entry.getFormerList());
    if (entry.hasForcedVoters()) {
      set.setForced(entry.getForcedVoters());
    }
    founded = entry;
    electorate = new Electorate(set.build());
  }

  /** On disk when this returns: a machine that restarts must not forget who votes. */
  private void journal(GridFounded grid, VoterSet set, boolean withoutVote) {
    GridFounded.Builder entry =
        GridFounded.newBuilder()
            .setGridId(grid.getGridId())
            .setForced(grid.getForced())
            .addAllVoters(set.getVotersList())
            .setVersion(set.getVersion())
            .addAllFormer(set.getFormerList())
            .setWithoutVote(withoutVote);
    if (set.hasForced()) {
      entry.setForcedVoters(set.getForced());
    }
    journal.append(Entry.newBuilder().setGridFounded(entry).build());
    journal.force();
    take(entry.build());
  }

  /**
   * Joins a grid, founded now or earlier; that is on disk when this returns.
   *
   * @param forced whether copies of this grid count only once they are on disk
   * @return false if this journal belongs to another one
   */
  public synchronized boolean join(String gridId, VoterSet set, boolean forced) {
    GridFounded now = founded;
    if (now != null) {
      if (!now.getGridId().equals(gridId)) {
        return false;
      }
      learn(set);
      return true;
    }
    boolean lost = belongedBefore && new Electorate(set).all().contains(nodeId);
    if (lost) {
      LOG.error(
          "this node is a voter of grid {}, but its journal was lost: it has no vote any more. Run {}",
          gridId,
          remedy());
    }
    journal(GridFounded.newBuilder().setGridId(gridId).setForced(forced).build(), set, lost);
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

  /** Hears of voters of this grid; journals them if they are newer than those known. */
  public synchronized void learn(VoterSet set) {
    GridFounded now = founded;
    if (now == null || set.getVersion() <= now.getVersion()) {
      return;
    }
    Electorate next = new Electorate(set);
    boolean withoutVote = now.getWithoutVote() && next.all().contains(nodeId);
    journal(now, set, withoutVote);
    LOG.info("voters of version {}: {}", set.getVersion(), next);
  }

  /** This member's journal is an old copy: it may have forgotten promises, so it has no vote. */
  public synchronized void forfeit() {
    GridFounded now = founded;
    if (now != null && !now.getWithoutVote() && electorate.all().contains(nodeId)) {
      journal(now, electorate.set(), true);
      LOG.warn("restored from a backup, this node has no vote: run {}", remedy());
    }
  }

  /** What gives this node its vote back. */
  private String remedy() {
    return "'./hotline voters remove " + nodeId + "', then './hotline voters add " + nodeId + "'";
  }

  /** The founding and the newest voters, once there was one. */
  public Optional<GridFounded> grid() {
    return Optional.ofNullable(founded);
  }

  /** The grid's id; empty while there is none. */
  public String gridId() {
    GridFounded now = founded;
    return now == null ? "" : now.getGridId();
  }

  /** The newest voters this node knows; {@link Electorate#NONE} while the grid is not founded. */
  public Electorate electorate() {
    return electorate;
  }

  /** The stable ids of all who are asked; none while the grid is not founded. */
  public List<String> ids() {
    return electorate.all();
  }

  /** Whether this node lost its journal: it neither promises nor confirms. */
  public boolean isWithoutVote() {
    GridFounded now = founded;
    return now != null && now.getWithoutVote();
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
}
