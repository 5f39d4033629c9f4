package city.hotline.node.epoch;

import java.util.OptionalLong;

/** Grid time as this node knows it. */
public interface GridTime {

  /** Grid time now, milliseconds since 1970; empty while this node has not heard how it runs. */
  OptionalLong nowMs();

  /**
   * The latest grid time this node is sure of: the last moment in its journal, or simulated time
   * now. Real time is not: the one who asks has a clock, too, which may be the better one.
   */
  long latestMs();

  /** Real time by this node's clock. */
  long realMs();
}
