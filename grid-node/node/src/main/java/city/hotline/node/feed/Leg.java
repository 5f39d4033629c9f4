package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.Position;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader's source of items for some shards of one district: this node's feeds, or another node's.
 *
 * <p>Pulled by one thread at a time; wakes its reader when there may be something.
 */
public interface Leg extends AutoCloseable {

  /** Opens legs where their district is served. */
  interface Opener {
    /**
     * Opens a leg for shards of one district.
     *
     * @param from the position of the last record the reader has, or null for a snapshot first
     * @param interest which records the reader wants
     * @param waker called, on any thread, when the leg may have something
     * @return empty while nobody serves the district
     */
    Optional<Leg> open(
        String district, Map<ShardId, @Nullable Position> from, Interest interest, Runnable waker);
  }

  /** The next item, or null when there is none now. */
  @Nullable FeedItem poll();

  /**
   * Whether it gave all it will: its node no longer serves the district. Open another one after the
   * last item.
   */
  boolean ended();

  @Override
  void close();
}
