package city.hotline.chaos.load;

import city.hotline.client.HotlineClient;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The supervisors of all floors: they lend each other seats, ask for them and give them back,
 * whether that makes sense or not. For one thread.
 */
final class Lender {
  private static final int MOST_ASKED = 4;

  private final HotlineClient client;
  private final List<String> districts;
  private final int seats;
  private final SplittableRandom random;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * Lends among these floors.
   *
   * @param seats how many each has of its own
   */
  Lender(HotlineClient client, List<String> districts, int seats, SplittableRandom random) {
    this.client = client;
    this.districts = districts;
    this.seats = seats;
    this.random = random;
  }

  /** Wants something of some seat, unless too much has no answer yet. */
  void next() {
    String home = any();
    String other = any();
    if (home.equals(other) || asked.get() >= MOST_ASKED) {
      return;
    }
    String seat = SeatDriver.idOf(home, 1 + random.nextInt(seats));
    switch (random.nextInt(3)) {
      case 0 -> ask(client.supervision(home).lend(seat, other));
      case 1 -> ask(client.supervision(home).askBack(seat));
      default -> ask(client.supervision(other).giveBack(seat));
    }
  }

  private String any() {
    return districts.get(random.nextInt(districts.size()));
  }

  private void ask(CompletableFuture<?> question) {
    asked.incrementAndGet();
    var unused = question.whenComplete((answer, thrown) -> asked.decrementAndGet());
  }

  /** Whether everything has its answer. */
  boolean quiet() {
    return asked.get() == 0;
  }

  @Override
  public String toString() {
    return "supervisors: " + asked + " unanswered";
  }
}
