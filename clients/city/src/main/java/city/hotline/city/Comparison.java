package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.proto.grid.v1.CityFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts what a driver counted beside what the grid counted. */
final class Comparison {

  private static final long SETTLES_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Comparison() {}

  /** Asks the grid until it agrees, for 10 s at most: what nodes tell each other takes a moment. */
  static Report report(
      HotlineClient client,
      String mode,
      long seed,
      CityFigures before,
      Tally tally,
      List<String> known,
      double seconds)
      throws InterruptedException {
    Counts here = tally.counts();
    long giveUp = System.nanoTime() + SETTLES_WITHIN_NANOS;
    while (true) {
      CityFigures after = HotlineClient.await(client.grid().figures()).getCity();
      Counts grid = Counts.between(before, after);
      boolean same = here.equalTo(grid) && after.getViolations() == 0;
      if (same || System.nanoTime() > giveUp) {
        var problems = new ArrayList<>(known);
        if (!here.equalTo(grid)) {
          problems.add(here.differences(grid));
        }
        if (after.getViolations() > 0) {
          problems.add(after.getViolations() + " broken identities in the grid");
        }
        boolean equal = same && known.isEmpty();
        return new Report(mode, seed, equal, here, grid, after.getViolations(), seconds, problems);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
