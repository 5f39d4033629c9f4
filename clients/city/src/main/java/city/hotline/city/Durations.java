package city.hotline.city;

import java.util.random.RandomGenerator;

/** How long people take, drawn from a seeded source so that a run can be repeated. */
final class Durations {

  private Durations() {}

  /** An exponentially distributed time in milliseconds; the gap between two Poisson arrivals. */
  static long exponentialMs(RandomGenerator random, double meanMs) {
    return Math.round(-meanMs * Math.log1p(-random.nextDouble()));
  }
}
