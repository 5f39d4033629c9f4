package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.proto.grid.v1.CityFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts what a driver counted beside what the grid counted meanwhile.
 *
 * @param client the way to the grid
 * @param mode "journeys" or "trace"
 * @param seed what chance was drawn from
 * @param before the grid's figures when the run began
 */
record Comparison(HotlineClient client, String mode, long seed, CityFigures before) {

  private static final long SETTLES_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Begins now. */
  static Comparison begin(HotlineClient client, String mode, long seed) {
    CityFigures before = HotlineClient.await(client.grid().figures()).getCity();
    return new Comparison(client, mode, seed, before);
  }

  /** Asks the grid until it agrees, for 10 s at most: what nodes tell each other takes a moment. */
  Report report(Tally tally, List<String> known, double seconds) throws InterruptedException {
    Counts here = tally.counts();
    long giveUp = System.nanoTime() + SETTLES_WITHIN_NANOS;
    while (true) {
      CityFigures after = HotlineClient.await(client.grid().figures()).getCity();
      Counts grid = Counts.between(before, after);
      int violations = after.getViolations();
      boolean same = here.equalTo(grid) && violations == 0;
      if (same || System.nanoTime() > giveUp) {
        var problems = new ArrayList<>(known);
        if (!here.equalTo(grid)) {
          problems.add(here.differences(grid));
        }
        if (violations > 0) {
          problems.add(violations + " broken identities in the grid");
        }
        boolean equal = same && known.isEmpty();
        return new Report(mode, seed, equal, here, grid, violations, seconds, problems);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
