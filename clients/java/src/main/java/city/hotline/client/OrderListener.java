package city.hotline.client;

import city.hotline.proto.department.v1.WatchOrdersResponse;

/**
 * Reads a history of orders. Called one message at a time, on a thread of the client: do not block.
 */
public interface OrderListener {

  /**
   * One message, in order and once: a snapshot, a change, a progress mark, or that history is gone.
   * When it is processed, its token is where to go on after a restart. A snapshot that is too large
   * for one message comes in parts, each but the last with "more"; when the stream breaks between
   * them, or with the token of one that has more, it begins anew with the first part.
   */
  void onMessage(WatchOrdersResponse message);

  /** The grid refuses the watch for good: an unknown unit or district, or a token that is none. */
  void onRefused(HotlineException reason);
}
