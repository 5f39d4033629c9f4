package city.hotline.city;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How long people take, drawn from a seeded source so that a run can be repeated. */
final class Durations {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Durations() {}

  /** An exponentially distributed time in milliseconds; the gap between two Poisson arrivals. */
  static long exponentialMs(RandomGenerator random, double meanMs) {
    return Math.round(-meanMs * Math.log1p(-random.nextDouble()));
  }

  /**
   * A lognormally distributed time in milliseconds: mostly shorter than the mean, sometimes much
   * longer, as conversations are.
   *
   * @param spread standard deviation of the logarithm
   */
  static long lognormalMs(RandomGenerator random, double meanMs, double spread) {
    double median = meanMs * Math.exp(-spread * spread / 2);
    return Math.round(median * Math.exp(spread * random.nextGaussian()));
  }

  /** Chance that belongs to a thing, whoever asks and however often: the same each time. */
  static RandomGenerator of(long seed, String thing) {
    return new SplittableRandom(seed * GOLDEN ^ thing.hashCode() * 0xC2B2AE3D27D4EB4FL);
  }
}
