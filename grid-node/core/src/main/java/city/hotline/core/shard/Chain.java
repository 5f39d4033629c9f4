package city.hotline.core.shard;

import city.hotline.proto.shard.v1.ChainLink;
import city.hotline.proto.shard.v1.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Which epoch wrote which part of a shard's surviving history.
 *
 * <p>Two histories that agree on the epoch of a sequence agree on everything up to it. Not
 * thread-safe.
 */
public final class Chain {
  private final List<ChainLink> links;

  /** No history yet. */
  public Chain() {
    this(List.of());
  }

  /** From a snapshot, oldest first. */
  public Chain(List<ChainLink> links) {
    this.links = new ArrayList<>(links);
  }

  void add(long epoch, long firstSequence) {
    links.add(ChainLink.newBuilder().setEpoch(epoch).setFirstSequence(firstSequence).build());
  }

  /** The epoch that wrote the record at a sequence; 0 before the first record. */
  public long epochAt(long sequence) {
    for (int i = links.size() - 1; i >= 0; i--) {
      if (links.get(i).getFirstSequence() <= sequence) {
        return links.get(i).getEpoch();
      }
    }
    return 0;
  }

  /** Whether the history goes through this position. */
  public boolean contains(Position position, long lastSequence) {
    return position.getSequence() <= lastSequence
        && epochAt(position.getSequence()) == position.getEpoch();
  }

  /** Oldest first; a copy. */
  public List<ChainLink> links() {
    return List.copyOf(links);
  }
}
