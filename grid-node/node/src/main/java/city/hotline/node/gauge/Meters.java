package city.hotline.node.gauge;

import city.hotline.node.sequencer.GridLanes;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of this node that are made where the work is done: a few additions a batch, no lock.
 * Thread-safe.
 */
public final class Meters implements GridLanes.Meter {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  private final LongAdder batches = new LongAdder();
  private final LongAdder asks = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Buckets commandNanos =
      new Buckets(
          100 * MICRO,
          250 * MICRO,
          500 * MICRO,
          MILLI,
          2_500 * MICRO,
          5 * MILLI,
          10 * MILLI,
          25 * MILLI,
          50 * MILLI,
          100 * MILLI,
          250 * MILLI,
          500 * MILLI,
          1_000 * MILLI,
          2_500 * MILLI,
          5_000 * MILLI);
  private final Buckets searchNanos =
      new Buckets(
          500 * MICRO,
          MILLI,
          2_500 * MICRO,
          5 * MILLI,
          10 * MILLI,
          25 * MILLI,
          50 * MILLI,
          100 * MILLI,
          250 * MILLI,
          1_000 * MILLI);
  private final Buckets batchAsks = new Buckets(1, 2, 4, 8, 16, 32, 64, 128, 256);

  @Override
  public void batch(int size, long tookNanos) {
    batches.increment();
    asks.add(size);
    nanos.add(tookNanos);
    commandNanos.add(tookNanos, size);
    batchAsks.add(size, 1);
  }

  /** One search of this node's index. */
  public void searched(long tookNanos) {
    searchNanos.add(tookNanos, 1);
  }

  void addSearches(Series series, Family family) {
    searchNanos.addTo(series, family, 1e9);
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

  void addCommands(Series series, Family family) {
    commandNanos.addTo(series, family, 1e9);
  }

  void addBatches(Series series, Family family) {
    batchAsks.addTo(series, family, 1);
  }
}
