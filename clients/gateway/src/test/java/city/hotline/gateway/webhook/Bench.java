package city.hotline.gateway.webhook;

import city.hotline.gateway.store.Database;
import java.nio.file.Path;
import java.time.Duration;

/** A gateway's webhooks with everything real but the grid and time. */
final class Bench implements AutoCloseable {

  static final Duration GIVE_UP = Duration.ofHours(24);

  final FakeOrders orders;
  final FakeTime time;
  final Webhooks webhooks;
  private final Database database;

  Bench(Path folder) {
    this(folder, new FakeOrders(), new FakeTime(), rules());
  }

  Bench(Path folder, FakeOrders orders, FakeTime time, Rules rules) {
    this.orders = orders;
    this.time = time;
    this.database = Database.open(folder);
    var parts =
        new Line.Parts(
            orders,
            new SubscriptionStore(database),
            new DeadLetters(database),
            new Poster(rules.deadline(), time),
            rules,
            time);
    this.webhooks = new Webhooks(parts, unit -> unit.equals(FakeOrders.DOCKET));
  }

  static Rules rules() {
    return new Rules(GIVE_UP, Duration.ofSeconds(10), 100, 5);
  }

  Subscription add(String name, Receiver receiver) {
    return webhooks.add(name, FakeOrders.DOCKET, false, receiver.url().toString());
  }

  Line line(String name) {
    return webhooks.lines().stream()
        .filter(line -> line.subscription().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    webhooks.close();
    database.close();
  }
}
