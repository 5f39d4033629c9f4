package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The units and the follow-up desk of a demonstration: a tenth of the orders is signed, replied to
 * and followed up within 20 minutes, the others take hours. Acts on what the watches show.
 */
final class DemoDesk implements AutoCloseable {

  private static final int AHEAD = 256;
  private static final long MINUTE = 60_000;
  private static final double QUICK_SHARE = 0.1;
  private static final double RETURN_SHARE = 0.05;
  private static final double GRANT_SHARE = 0.7;

  private final HotlineClient client;
  private final Timeline timeline;
  private final long seed;
  private final List<String> districts;
  private final Map<String, OrderWatch> watches = new TreeMap<>();
  private final List<OrderWatch> finders = new ArrayList<>();
  private final AtomicInteger finding = new AtomicInteger();
  private final Map<String, Integer> reopened = new ConcurrentHashMap<>();
  private final Consumer<WatchOrdersResponse> history;
  private final Problems problems;
  private final Map<String, Long> refused = new ConcurrentHashMap<>();

  /**
   * A desk for these districts.
   *
   * @param history told every message of the watches first
   * @param problems told of watches and commands that failed; what the grid refuses is counted
   */
  DemoDesk(
      HotlineClient client,
      Timeline timeline,
      long seed,
      List<String> districts,
      Consumer<WatchOrdersResponse> history,
      Problems problems) {
    this.history = history;
    this.problems = problems;
    this.client = client;
    this.timeline = timeline;
    this.seed = seed;
    this.districts = districts;
  }

  /**
   * Begins with what is open, or goes on by tokens.
   *
   * @param tokens by district; empty for a beginning
   */
  void begin(Map<String, String> tokens) {
    for (String district : districts) {
      String token = tokens.getOrDefault(district, "");
      watches.put(district, open(district, token, new Reader()));
      if (!token.isEmpty()) {
        // The history since then does not tell of orders that nothing happened to.
        finding.incrementAndGet();
        finders.add(open(district, "", new Finder()));
      }
    }
  }

  private OrderWatch open(String district, String token, WithWatch reader) {
    OrderWatch watch = client.watchOrdersOnRequest(district, token, reader);
    reader.watch = watch;
    watch.request(AHEAD);
    return watch;
  }

  /** Whether the desk knows all that is open. */
  boolean knowsAll() {
    return finding.get() == 0;
  }

  /** Where the watches are, by district. */
  Map<String, String> tokens() {
    var tokens = new TreeMap<String, String>();
    watches.forEach((district, watch) -> tokens.put(district, watch.token()));
    return tokens;
  }

  /** How often the grid refused what, by step and reason; a copy. */
  Map<String, Long> refused() {
    return new TreeMap<>(refused);
  }

  private void ask(String step, String orderId, CompletableFuture<?> answer) {
    var unused =
        answer.whenComplete(
            (reply, thrown) -> {
              if (thrown == null) {
                return;
              }
              if (Problems.cause(thrown) instanceof HotlineRefused refusal) {
                refused.merge(step + " " + refusal.reason(), 1L, Long::sum);
              } else {
                problems.add(step + " " + orderId, thrown);
              }
            });
  }

  private abstract class WithWatch implements OrderListener {
    volatile @Nullable OrderWatch watch;

    @Override
    public void onRefused(HotlineException reason) {
      problems.add("orders are no longer watched", reason);
    }
  }

  /** Sees what is open, and goes. */
  private final class Finder extends WithWatch {
    @Override
    public void onMessage(WatchOrdersResponse message) {
      OrderWatch mine = Objects.requireNonNull(watch, "set before the first message");
      message.getSnapshot().getOrdersList().forEach(DemoDesk.this::found);
      if (message.hasProgress()) {
        mine.close();
        finding.decrementAndGet();
      } else {
        mine.request(1);
      }
    }
  }

  private final class Reader extends WithWatch {
    @Override
    public void onMessage(WatchOrdersResponse message) {
      history.accept(message);
      message.getChange().getEventsList().forEach(DemoDesk.this::happened);
      message.getSnapshot().getOrdersList().forEach(DemoDesk.this::found);
      Objects.requireNonNull(watch, "set before the first message").request(1);
    }
  }

  private void found(Order order) {
    if (order.getCycle() > 1) {
      reopened.put(order.getOrderId(), order.getCycle());
    }
    switch (order.getState()) {
      case ORDER_STATE_DISPATCHED -> dispatched(order.getOrderId(), order.getUnit());
      case ORDER_STATE_RETURN_REQUESTED ->
          returned(order.getOrderId(), order.getAppeal().getDecider());
      case ORDER_STATE_SIGNED -> signed(order.getOrderId(), order.getUnit());
      case ORDER_STATE_IN_HAND -> inHand(order.getOrderId(), order.getUnit());
      case ORDER_STATE_FOLLOW_UP -> replied(order.getOrderId());
      default -> {
        // Over.
      }
    }
  }

  private void happened(DocketEvent event) {
    switch (event.getEventCase()) {
      case ORDER_DISPATCHED ->
          dispatched(event.getOrderDispatched().getOrderId(), event.getOrderDispatched().getUnit());
      case ORDER_SIGNED ->
          signed(event.getOrderSigned().getOrderId(), event.getOrderSigned().getUnit());
      case RETURN_REQUESTED ->
          returned(
              event.getReturnRequested().getOrderId(),
              event.getReturnRequested().getAppeal().getDecider());
      case RETURN_DENIED ->
          signs(event.getReturnDenied().getOrderId(), event.getReturnDenied().getUnit());
      case CITIZEN_CONTACTED ->
          inHand(event.getCitizenContacted().getOrderId(), event.getCitizenContacted().getUnit());
      case FOLLOW_UP_DUE -> replied(event.getFollowUpDue().getOrderId());
      case ORDER_REOPENED ->
          reopened.put(event.getOrderReopened().getOrderId(), event.getOrderReopened().getCycle());
      case ORDER_CLOSED -> reopened.remove(event.getOrderClosed().getOrderId());
      default -> {
        // Nobody has to do anything about it.
      }
    }
  }

  private void dispatched(String orderId, String unit) {
    RandomGenerator random = Durations.of(seed, orderId + "/" + unit);
    // Nobody is above the city: what it returns it would have to place elsewhere.
    if (!unit.equals(Places.CITY) && random.nextDouble() < RETURN_SHARE) {
      timeline.in(
          signAfterMs(orderId, random),
          () -> {
            ask("return", orderId, client.department(unit).returnOrder(orderId, "不属于本单位职责。"));
          });
    } else {
      signs(orderId, unit);
    }
  }

  private void signs(String orderId, String unit) {
    timeline.in(
        signAfterMs(orderId, Durations.of(seed, orderId + "/sign")),
        () -> {
          ask("sign", orderId, client.department(unit).sign(orderId));
        });
  }

  private long signAfterMs(String orderId, RandomGenerator random) {
    return quick(orderId)
        ? MINUTE + random.nextLong(2 * MINUTE)
        : Durations.lognormalMs(random, 20 * MINUTE, 0.8);
  }

  /** The unit above takes most of what is returned to it. */
  private void returned(String orderId, String decider) {
    RandomGenerator random = Durations.of(seed, orderId + "/decision");
    boolean grants = random.nextDouble() < GRANT_SHARE;
    timeline.in(
        Durations.lognormalMs(random, 30 * MINUTE, 0.5),
        () -> {
          var department = client.department(decider);
          ask(
              grants ? "grant" : "deny",
              orderId,
              grants ? department.grant(orderId, "由本级办理。") : department.deny(orderId, "属于该单位职责。"));
        });
  }

  private void signed(String orderId, String unit) {
    RandomGenerator random = Durations.of(seed, orderId + "/contact");
    long afterMs =
        quick(orderId)
            ? MINUTE + random.nextLong(2 * MINUTE)
            : Durations.lognormalMs(random, 60 * MINUTE, 0.8);
    timeline.in(
        afterMs,
        () -> {
          ask("contact", orderId, client.department(unit).contact(orderId));
        });
  }

  private void inHand(String orderId, String unit) {
    RandomGenerator random = Durations.of(seed, orderId + "/reply");
    long afterMs =
        quick(orderId)
            ? 2 * MINUTE + random.nextLong(3 * MINUTE)
            : Durations.lognormalMs(random, 7 * 60 * MINUTE, 0.9);
    timeline.in(
        afterMs,
        () -> {
          ask("reply", orderId, client.department(unit).reply(orderId, "已联系市民并处理完毕。"));
        });
  }

  private void replied(String orderId) {
    RandomGenerator random = Durations.of(seed, orderId + "/followed up");
    long afterMs =
        quick(orderId)
            ? 2 * MINUTE + random.nextLong(4 * MINUTE)
            : Durations.lognormalMs(random, 4 * 60 * MINUTE, 0.6);
    timeline.in(
        afterMs,
        () -> {
          Answers answers = planned(seed, orderId, reopened.getOrDefault(orderId, 1));
          ask(
              "answer",
              orderId,
              answers.getUnreachable()
                  ? client.followUps().recordWrongNumber(orderId)
                  : client.followUps().recordAnswers(orderId, answers));
        });
  }

  /** What the citizen says at the end of a cycle, whoever asks. */
  static Answers planned(long seed, String orderId, int cycle) {
    return JourneyPlan.answers(Durations.of(seed, orderId + "/answers/" + cycle), 0.85);
  }

  private boolean quick(String orderId) {
    return Durations.of(seed, orderId).nextDouble() < QUICK_SHARE;
  }

  @Override
  public void close() {
    watches.values().forEach(OrderWatch::close);
    finders.forEach(OrderWatch::close);
  }
}
