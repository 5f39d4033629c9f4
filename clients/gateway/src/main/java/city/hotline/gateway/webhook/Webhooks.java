package city.hotline.gateway.webhook;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.gateway.store.Database;
import city.hotline.proto.directory.v1.Unit;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** All subscriptions and their lines. Thread-safe. */
public final class Webhooks implements AutoCloseable {

  private static final long DIRECTORY_SECONDS = 5;

  /** What a person asks cannot be done now; the message says what to do. */
  static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNow(String message) {
      super(message);
    }
  }

  /** There is one of this name, or there are too many. */
  static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(String message) {
      super(message);
    }
  }

  private final Line.Parts parts;
  private final Predicate<String> isUnit;
  private final Map<String, Line> lines = new ConcurrentSkipListMap<>();

  Webhooks(Line.Parts parts, Predicate<String> isUnit) {
    this.parts = parts;
    this.isUnit = isUnit;
  }

  /**
   * The webhooks of a gateway.
   *
   * @param giveUp how long an event is tried until it becomes a dead letter
   */
  public static Webhooks of(Database database, HotlineClient client, Duration giveUp) {
    Rules rules = Rules.usual(giveUp);
    var parts =
        new Line.Parts(
            new GridOrders(client),
            new SubscriptionStore(database),
            new DeadLetters(database),
            new Poster(rules.deadline(), Time.REAL),
            rules,
            Time.REAL);
    return new Webhooks(parts, unit -> isUnit(client, unit));
  }

  private static boolean isUnit(HotlineClient client, String code) {
    try {
      return client.directory().units("").get(DIRECTORY_SECONDS, TimeUnit.SECONDS).stream()
          .map(Unit::getCode)
          .anyMatch(code::equals);
    } catch (ExecutionException | TimeoutException e) {
      String why = e.getCause() instanceof HotlineException told ? ": " + told.getMessage() : "";
      throw new NotNow("the grid does not say which units there are, try again" + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotNow("the gateway is ending");
    }
  }

  /** Begins all deliveries, each where it was. */
  public synchronized void start() {
    parts.subscriptions().all().forEach(this::begin);
  }

  private void begin(Subscription subscription) {
    var line = new Line(subscription, parts);
    lines.put(subscription.name(), line);
    line.start();
  }

  /** Adds one and begins its deliveries, with a snapshot. */
  synchronized Subscription add(String name, String unit, boolean withUnitsBelow, String url) {
    var subscription =
        new Subscription(
            Subscription.checkedName(name),
            unit,
            withUnitsBelow,
            Subscription.checkedUrl(url),
            Secret.random(),
            parts.time().now());
    if (lines.containsKey(name)) {
      throw new Conflict("there is a subscription " + name + ": take another name, or remove it");
    }
    if (lines.size() >= parts.rules().mostSubscriptions()) {
      throw new Conflict(
          "there are "
              + lines.size()
              + " subscriptions, as many as one gateway serves: remove one, or start another"
              + " gateway");
    }
    if (!isUnit.test(unit)) {
      throw new IllegalArgumentException(
          "unit: '" + unit + "' (expected: a code that ./hotline directory show --units names)");
    }
    parts.subscriptions().add(subscription);
    begin(subscription);
    return subscription;
  }

  /** Ends its deliveries and forgets it, dead letters included. */
  synchronized void remove(String name) {
    Line line = line(name);
    line.close();
    lines.remove(name);
    parts.subscriptions().remove(name);
  }

  Collection<Line> lines() {
    return List.copyOf(lines.values());
  }

  Standing standing(String name) {
    return parts.subscriptions().standing(line(name).subscription().name());
  }

  List<DeadLetter> dead(String name, long after, int limit) {
    return parts.deadLetters().after(line(name).subscription().name(), after, limit);
  }

  /** Sends its dead letters again, in order, after the event in hand; how many. */
  int redrive(String name) {
    Line line = line(name);
    int due = parts.deadLetters().redrive(name);
    line.redrive();
    return due;
  }

  /** Sends an event of no meaning at once, beside what its line does; what came back. */
  Answer test(String name) {
    Subscription subscription = line(name).subscription();
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId("test/" + UUID.randomUUID())
            .withType(Message.PREFIX + "webhook.test.v1")
            .withSource(URI.create("/webhooks/" + name))
            .withTime(parts.time().now().atOffset(java.time.ZoneOffset.UTC));
    return parts.poster().send(subscription, Message.event(event, "{}")).answer();
  }

  private Line line(String name) {
    Line line = lines.get(name);
    if (line == null) {
      throw new NoSuchElementException(
          "there is no subscription '" + name + "': ./hotline webhook list names all");
    }
    return line;
  }

  /** Ends all deliveries; each goes on where it was after a start. */
  @Override
  public synchronized void close() {
    lines.values().parallelStream().forEach(Line::close);
    lines.clear();
  }
}
