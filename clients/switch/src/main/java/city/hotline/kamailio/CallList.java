package city.hotline.kamailio;

import java.util.HashSet;
import java.util.Set;

/**
 * A list of all calls, on its way from Kamailio while calls come and go. Guarded by its keeper's
 * lock.
 */
final class CallList {

  /** From a configuration of before lists were counted. */
  static final int NOT_COUNTED = -1;

  final int id;
  private final Set<String> before;
  private final Set<String> overSince = new HashSet<>();
  private int heard;

  /**
   * A list that was just asked for.
   *
   * @param before the calls known then
   */
  CallList(int id, Set<String> before) {
    this.id = id;
    this.before = new HashSet<>(before);
  }

  /** The call is in the list; false when it was over before that was heard. */
  boolean has(String sipCallId) {
    heard++;
    before.remove(sipCallId);
    return !overSince.contains(sipCallId);
  }

  /**
   * Whether all of it came: what got lost on the way would be taken for over.
   *
   * @param count how many calls Kamailio told
   */
  boolean isWhole(int count) {
    return heard == count;
  }

  void over(String sipCallId) {
    overSince.add(sipCallId);
  }

  /** Those known when it was asked for that it does not have, once all of it is here. */
  Set<String> missing() {
    return before;
  }
}
