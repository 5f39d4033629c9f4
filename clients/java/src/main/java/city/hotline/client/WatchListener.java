package city.hotline.client;

/**
 * What every watch tells its reader, one thing at a time, on a thread of the client: do not block.
 */
public interface WatchListener {

  /** Nothing comes for now; the watch goes on by itself, at another node if need be. */
  default void onBroken(String why) {}

  /** The grid refuses the watch for good. */
  void onRefused(HotlineException reason);
}
