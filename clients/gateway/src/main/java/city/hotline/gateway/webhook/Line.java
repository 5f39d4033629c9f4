package city.hotline.gateway.webhook;

import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.gateway.store.DatabaseFailed;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries of one subscription, one after the other, on a thread of its own: whatever its
 * receiver does, nobody else waits. One message of the stream is held at a time, and the next one
 * asked for when all of it is settled.
 *
 * <p>The thread is never interrupted: that would close the database's file under it.
 */
final class Line implements OrderListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private static final Duration IDLE_PLACE_SAVED_EVERY = Duration.ofMinutes(10);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final long END_MS = 5_000;

  private final Subscription subscription;
  private final Parts parts;
  private final Inbox inbox = new Inbox();
  private final Counts counts = new Counts();
  private final Thread thread;
  private Instant placeSaved = Instant.MIN;
  private @Nullable Trouble trouble;

  private volatile boolean redrive = true;
  private volatile boolean full;
  private volatile @Nullable Instant asked;
  private volatile @Nullable Instant inHandSince;
  private volatile @Nullable String refusal;
  private volatile @Nullable String broken;
  private volatile Poster.@Nullable Exchange onItsWay;

  /** What all lines share. */
  record Parts(
      OrderSource source,
      SubscriptionStore subscriptions,
      DeadLetters deadLetters,
      Poster poster,
      Rules rules,
      Time time) {}

  Line(Subscription subscription, Parts parts) {
    this.subscription = subscription;
    this.parts = parts;
    this.thread = new Thread(this::run, "webhook-" + subscription.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Subscription subscription() {
    return subscription;
  }

  Counts counts() {
    return counts;
  }

  @Override
  public void onMessage(WatchOrdersResponse message) {
    asked = null;
    inbox.add(new Inbox.Told.News(new Message(message)));
  }

  @Override
  public void onRefused(HotlineException reason) {
    asked = null;
    inbox.add(new Inbox.Told.Refused(reason));
  }

  /** Dead letters that are due are sent after the event in hand, which is tried again at once. */
  void redrive() {
    redrive = true;
    inbox.nudge();
  }

  /** What it is doing, for a person. */
  String state() {
    String refused = refusal;
    if (refused != null) {
      return "refused by the grid: " + refused + "; remove the subscription and add it again";
    }
    String stopped = broken;
    if (stopped != null) {
      return "stopped, tried again every " + Backoff.LONGEST.toMinutes() + " min: " + stopped;
    }
    if (full) {
      return "stopped at " + parts.rules.mostDead() + " dead letters: redrive them, or remove it";
    }
    if (inHandSince != null) {
      return "delivering";
    }
    Instant since = asked;
    return since != null && since.plus(SILENCE).isBefore(parts.time.now())
        ? "hears nothing from the grid"
        : "up to date";
  }

  /** How long the event in hand waits; zero without one. */
  Duration lag() {
    Instant since = inHandSince;
    return since == null ? Duration.ZERO : Duration.between(since, parts.time.now());
  }

  private void run() {
    while (!inbox.closed()) {
      try {
        read();
        return;
      } catch (DatabaseFailed e) {
        LOG.error("{}: tried again in {}: {}", subscription, Backoff.LONGEST, e.getMessage());
        inHandSince = null;
        parts.time.pause(inbox, Backoff.LONGEST);
      } catch (RuntimeException e) {
        // What cannot be made an event now is not passed over: a later gateway may.
        LOG.error("{}: tried again in {}", subscription, Backoff.LONGEST, e);
        broken = String.valueOf(e.getMessage());
        Instant since = inHandSince;
        inHandSince = since == null ? parts.time.now() : since;
        parts.time.pause(inbox, Backoff.LONGEST);
      }
    }
  }

  /** Reads from where the database says, until it is closed or refused. */
  private void read() {
    Place place = parts.subscriptions.place(name());
    trouble = parts.subscriptions.trouble(name()).orElse(null);
    inbox.clear();
    try (OrderSource.Watch watch = parts.source.watch(subscription, place.token(), this)) {
      ask(watch);
      resendDue();
      Inbox.Told told;
      while ((told = inbox.take()) != null) {
        resendDue();
        if (told instanceof Inbox.Told.Refused refused) {
          refusal = refused.reason().getMessage();
          LOG.error("{}: refused by the grid: {}", subscription, refusal);
        } else if (told instanceof Inbox.Told.News news) {
          place = deliver(news.message(), place);
          broken = null;
          ask(watch);
        }
      }
    }
  }

  private void ask(OrderSource.Watch watch) {
    if (!inbox.closed()) {
      asked = parts.time.now();
      watch.request(1);
    }
  }

  private Place deliver(Message message, Place before) {
    Place place = before;
    int last = message.size() - 1;
    for (int i = message.indexAfter(before.afterEvent()); i <= last && !inbox.closed(); i++) {
      Event event = message.event(i);
      Place next =
          i == last ? new Place(message.token(), null) : new Place(before.token(), event.id());
      settle(event, next);
      place = next;
      resendDue();
    }
    if (inbox.closed()) {
      return place;
    }
    Place after = new Place(message.token(), null);
    if (!place.equals(after)) {
      movePast(after);
    }
    return after;
  }

  /** Without anything to deliver the place is saved now and then: history is not kept for ever. */
  private void movePast(Place place) {
    Instant now = parts.time.now();
    if (placeSaved.plus(IDLE_PLACE_SAVED_EVERY).isBefore(now)) {
      parts.subscriptions.moved(name(), place);
      placeSaved = now;
    }
  }

  /**
   * Sends an event until it is taken, or is a dead letter; either is saved with the place after.
   */
  private void settle(Event event, Place next) {
    Trouble before = trouble;
    int attempts = 0;
    Instant since = parts.time.now();
    if (before != null && before.eventId().equals(event.id())) {
      attempts = before.attempts();
      since = before.since();
    }
    inHandSince = since;
    while (true) {
      Answer answer = send(event);
      if (answer == null) {
        return;
      }
      Instant now = parts.time.now();
      if (answer.taken()) {
        parts.subscriptions.delivered(name(), next, now);
        counts.delivered.increment();
        break;
      }
      counts.failed.increment();
      var failing = new Trouble(event.id(), since, ++attempts, answer.status(), answer.error());
      if (answer.isFinal() || !now.isBefore(since.plus(parts.rules.giveUp()))) {
        if (giveUp(event, next, failing, now)) {
          break;
        }
      }
      parts.subscriptions.failed(name(), failing, now);
      parts.time.pause(inbox, Backoff.after(attempts, answer.retryAfter()));
    }
    trouble = null;
    full = false;
    placeSaved = parts.time.now();
    inHandSince = null;
  }

  private boolean giveUp(Event event, Place next, Trouble failing, Instant now) {
    full = parts.deadLetters.count(name()) >= parts.rules.mostDead();
    if (full) {
      return false;
    }
    LOG.warn("{}: {} is a dead letter: {}", subscription, event, failing.error());
    parts.deadLetters.add(name(), event, next, failing, now);
    counts.died.increment();
    return true;
  }

  /** Null when the line was closed, whatever the receiver has said meanwhile. */
  private @Nullable Answer send(Event event) {
    Poster.Exchange exchange = parts.poster.send(subscription, event);
    onItsWay = exchange;
    if (inbox.closed()) {
      exchange.cancel();
    }
    Answer answer = exchange.answer();
    onItsWay = null;
    return inbox.closed() && !answer.taken() ? null : answer;
  }

  /** In the order they died, up to the first that cannot be sent; one that is refused stays. */
  private void resendDue() {
    if (!redrive) {
      return;
    }
    redrive = false;
    while (!inbox.closed()) {
      Optional<DeadLetter> due = parts.deadLetters.nextDue(name());
      if (due.isEmpty()) {
        return;
      }
      DeadLetter letter = due.get();
      Answer answer = send(letter.event());
      if (answer == null) {
        return;
      }
      if (answer.taken()) {
        parts.deadLetters.taken(name(), letter.number(), parts.time.now());
        counts.delivered.increment();
      } else {
        counts.failed.increment();
        parts.deadLetters.refused(letter.number(), answer);
        if (!answer.isFinal()) {
          parts.deadLetters.endRedrive(name());
        }
      }
    }
  }

  private String name() {
    return subscription.name();
  }

  /** Ends the deliveries; what is on its way may be taken, and is then sent again later. */
  @Override
  public void close() {
    inbox.close();
    Poster.Exchange exchange = onItsWay;
    if (exchange != null) {
      exchange.cancel();
    }
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
