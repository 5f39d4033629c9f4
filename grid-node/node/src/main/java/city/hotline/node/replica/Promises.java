package city.hotline.node.replica;

import city.hotline.node.journal.Journal;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.journal.v1.Promised;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which epoch of each district this voter has promised, and to whom (DESIGN D8). Thread-safe.
 *
 * <p>A promise is journaled before it is given; from then on records of lower epochs, and other
 * claims to the same epoch, are refused here.
 */
public final class Promises {
  /** Of a snapshot, which does not say whose epoch it is of: that epoch is promised to nobody. */
  public static final String UNKNOWN_OWNER = "";

  private static final Promised NONE = Promised.getDefaultInstance();

  private final Map<String, Promised> byDistrict = new ConcurrentHashMap<>();
  private final Journal journal;

  /** Promises kept in a journal. */
  public Promises(Journal journal) {
    this.journal = journal;
  }

  /**
   * Promises the epoch to the node unless a higher one, or this one to another node, is promised
   * already.
   */
  public synchronized boolean promise(String district, long epoch, String nodeId) {
    Promised now = byDistrict.getOrDefault(district, NONE);
    if (epoch < now.getEpoch() || (epoch == now.getEpoch() && !nodeId.equals(now.getNodeId()))) {
      return false;
    }
    if (epoch > now.getEpoch()) {
      Promised next =
          Promised.newBuilder().setDistrict(district).setEpoch(epoch).setNodeId(nodeId).build();
      journal.append(Entry.newBuilder().setPromised(next).build());
      byDistrict.put(district, next);
    }
    return true;
  }

  /**
   * A record or snapshot of this epoch was journaled here, which binds as much as a promise; also
   * used at replay.
   */
  public void heard(String district, long epoch, String nodeId) {
    if (epoch > promised(district)) {
      hear(district, epoch, nodeId);
    }
  }

  private synchronized void hear(String district, long epoch, String nodeId) {
    if (epoch > promised(district)) {
      byDistrict.put(
          district,
          Promised.newBuilder().setDistrict(district).setEpoch(epoch).setNodeId(nodeId).build());
    }
  }

  /** The highest epoch promised or heard of; 0 when none. */
  public long promised(String district) {
    return byDistrict.getOrDefault(district, NONE).getEpoch();
  }

  /** Who may write in that epoch: a node's id, or {@link #UNKNOWN_OWNER}. */
  public String promisedTo(String district) {
    return byDistrict.getOrDefault(district, NONE).getNodeId();
  }

  /**
   * Journals all of them again, for a checkpoint: every promise is now before or among what this
   * writes.
   */
  public synchronized void writeAgain() {
    for (Promised promised : byDistrict.values()) {
      journal.append(Entry.newBuilder().setPromised(promised).build());
    }
  }
}
