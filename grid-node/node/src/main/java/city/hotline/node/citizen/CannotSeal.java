package city.hotline.node.citizen;

import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;

/** A command that was not sent to its shard, as what belongs to a citizen could not be sealed. */
public final class CannotSeal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Refusal reason;
  private final Map<String, String> metadata;

  CannotSeal(Refusal reason, Map<String, String> metadata, String advice) {
    super(advice, null, false, false);
    this.reason = reason;
    this.metadata = Map.copyOf(metadata);
  }

  static CannotSeal notKept(String why) {
    return new CannotSeal(
        Refusal.REFUSAL_KEY_NOT_KEPT,
        Map.of("why", why),
        "Too few members have the citizen's key: try again in a moment.");
  }

  static CannotSeal tooMany() {
    return new CannotSeal(
        Refusal.REFUSAL_QUEUE_FULL,
        Map.of("queue", "keys of new citizens"),
        "Too many citizens call for the first time: try again in a moment.");
  }

  static CannotSeal diskFull(String node) {
    return new CannotSeal(
        Refusal.REFUSAL_DISK_FULL,
        Map.of("node", node),
        "There is no space for the citizen's key: free space on node "
            + node
            + ", then try again.");
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }

  /** Every variable of it. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** What to do next. */
  public String advice() {
    return String.valueOf(getMessage());
  }
}
