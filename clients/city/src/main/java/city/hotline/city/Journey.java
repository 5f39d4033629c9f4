package city.hotline.city;

import java.util.concurrent.CompletableFuture;

/** One citizen's matter, from the call to the closed order. */
final class Journey {

  final int number;
  final JourneyPlan plan;
  final CompletableFuture<Void> over = new CompletableFuture<>();
  private int cycle = 1;
  private boolean returned;

  Journey(int number, JourneyPlan plan) {
    this.number = number;
    this.plan = plan;
  }

  /** Callers who leave are left alone by the seats, unless it is to be a race. */
  boolean mayBeAnswered() {
    return !plan.leaves() || plan.races();
  }

  synchronized int cycle() {
    return cycle;
  }

  synchronized void reopened(int newCycle) {
    cycle = newCycle;
  }

  /** Whether the unit returns the order now; once at most, and only a street can. */
  synchronized boolean returnsNow(String unit) {
    if (!plan.returned() || returned || unit.length() != 9) {
      return false;
    }
    returned = true;
    return true;
  }
}
