package city.hotline.node.gauge;

import java.util.concurrent.atomic.LongAdder;

/** A histogram that is filled without a lock. Thread-safe. */
final class Buckets {
  private final long[] bounds;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  /** With these upper bounds, ascending; one more bucket takes what is above. */
  Buckets(long... bounds) {
    this.bounds = bounds.clone();
    this.counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts a value so many times. */
  void add(long value, int times) {
    int bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    counts[bucket].add(times);
    sum.add(value * times);
  }

  /** Adds it to a scrape, with values divided by the unit. */
  void addTo(Series series, Family family, double unit) {
    double[] upper = new double[counts.length];
    long[] found = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      upper[i] = i < bounds.length ? bounds[i] / unit : Double.POSITIVE_INFINITY;
      found[i] = counts[i].sum();
    }
    series.histogram(family, upper, found, sum.sum() / unit);
  }
}
