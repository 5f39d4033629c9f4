package city.hotline.node.feed;

import org.jspecify.annotations.Nullable;

/**
 * A reader's source of items for some shards of one district: this node's feeds, or another node's.
 *
 * <p>Pulled by one thread at a time; wakes its reader when there may be something.
 */
public interface Leg extends AutoCloseable {

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
