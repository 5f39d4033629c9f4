package city.hotline.node.launch;

import city.hotline.node.sequencer.GridLanes;
import java.util.concurrent.atomic.LongAdder;

/** Counts of this node that need no labels; read by the gauges. */
public final class Meters implements GridLanes.Meter {
  private final LongAdder batches = new LongAdder();
  private final LongAdder asks = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  @Override
  public void batch(int size, long tookNanos) {
    batches.increment();
    asks.add(size);
    nanos.add(tookNanos);
  }

  /** Batches completed. */
  public long batches() {
    return batches.sum();
  }

  /** Commands and reads completed. */
  public long asks() {
    return asks.sum();
  }

  /** Nanoseconds from start to acknowledgement, summed over batches. */
  public long nanos() {
    return nanos.sum();
  }
}
