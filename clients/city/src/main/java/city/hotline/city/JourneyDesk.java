package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All units and the follow-up desk: act on what a watch of each district tells them. */
final class JourneyDesk implements AutoCloseable {

  private static final int AHEAD = 512;

  private final JourneyRun run;
  private final HotlineClient client;
  private final Map<String, Journey> orders = new ConcurrentHashMap<>();
  private final List<OrderWatch> watches = new ArrayList<>();

  JourneyDesk(JourneyRun run, HotlineClient client, List<String> districts) {
    this.run = run;
    this.client = client;
    for (String district : districts) {
      var reader = new Reader();
      OrderWatch watch = client.watchOrdersOnRequest(district, "", reader);
      reader.watch = watch;
      watches.add(watch);
    }
  }

  void begin() {
    watches.forEach(watch -> watch.request(AHEAD));
  }

  private final class Reader implements OrderListener {
    private @Nullable OrderWatch watch;
    private int read;

    @Override
    public void onMessage(WatchOrdersResponse message) {
      for (DocketEvent event : message.getChange().getEventsList()) {
        happened(event);
      }
      for (Order order : message.getSnapshot().getOrdersList()) {
        found(order);
      }
      if (++read % (AHEAD / 2) == 0) {
        Objects.requireNonNull(watch, "set before the first message").request(AHEAD / 2);
      }
    }

    @Override
    public void onRefused(HotlineException reason) {
      run.problems().add("watching orders", reason);
    }
  }

  private void happened(DocketEvent event) {
    switch (event.getEventCase()) {
      case ORDER_OPENED ->
          opened(event.getOrderOpened().getOrderId(), event.getOrderOpened().getCallId());
      case ORDER_DISPATCHED ->
          dispatched(event.getOrderDispatched().getOrderId(), event.getOrderDispatched().getUnit());
      case RETURN_REQUESTED ->
          returned(
              event.getReturnRequested().getOrderId(),
              event.getReturnRequested().getAppeal().getDecider());
      case FOLLOW_UP_DUE -> followUp(event.getFollowUpDue().getOrderId());
      case ORDER_REOPENED -> {
        String orderId = event.getOrderReopened().getOrderId();
        Journey journey = orders.get(orderId);
        if (journey != null) {
          int cycle = event.getOrderReopened().getCycle();
          run.tally().ordersReopened.add(orderId + "/" + cycle);
          journey.reopened(cycle);
        }
      }
      case ORDER_CLOSED -> {
        String orderId = event.getOrderClosed().getOrderId();
        Journey journey = orders.get(orderId);
        if (journey != null) {
          run.tally().ordersClosed.add(orderId);
          run.over(journey);
        }
      }
      default -> {
        // The rest follows from what this desk did itself.
      }
    }
  }

  private void opened(String orderId, String callId) {
    Journey journey = run.ofCall(callId);
    if (journey != null) {
      orders.put(orderId, journey);
      run.tally().ordersOpened.add(orderId);
    }
  }

  /** An order in a snapshot: of an earlier run, or of this one after history was lost. */
  private void found(Order order) {
    if (run.ofCall(order.getCallId()) == null || orders.containsKey(order.getOrderId())) {
      return;
    }
    opened(order.getOrderId(), order.getCallId());
    if (order.getState() == OrderState.ORDER_STATE_DISPATCHED) {
      dispatched(order.getOrderId(), order.getUnit());
    } else if (order.getState() == OrderState.ORDER_STATE_RETURN_REQUESTED) {
      returned(order.getOrderId(), order.getAppeal().getDecider());
    } else if (order.getState() == OrderState.ORDER_STATE_FOLLOW_UP) {
      followUp(order.getOrderId());
    }
  }

  private void dispatched(String orderId, String unit) {
    Journey journey = orders.get(orderId);
    if (journey == null) {
      return;
    }
    var department = client.department(unit);
    if (journey.returnsNow(unit)) {
      var unused =
          department
              .returnOrder(orderId, "不属于本单位职责。")
              .whenComplete((reply, thrown) -> done(journey, orderId, thrown, () -> {}));
      return;
    }
    var unused =
        department
            .sign(orderId)
            .thenCompose(
                signed -> {
                  run.tally().signed.incrementAndGet();
                  return department.reply(orderId, "已处理。");
                })
            .whenComplete(
                (reply, thrown) ->
                    done(journey, orderId, thrown, run.tally().replied::incrementAndGet));
  }

  /** The unit above takes the order itself. */
  private void returned(String orderId, String decider) {
    Journey journey = orders.get(orderId);
    if (journey == null) {
      return;
    }
    var unused =
        client
            .department(decider)
            .grant(orderId, "由本级办理。")
            .whenComplete(
                (reply, thrown) ->
                    done(journey, orderId, thrown, run.tally().returned::incrementAndGet));
  }

  private void followUp(String orderId) {
    Journey journey = orders.get(orderId);
    if (journey == null) {
      return;
    }
    Answers answers = journey.plan.answers().get(Math.min(journey.cycle(), 2) - 1);
    var recorded =
        answers.getUnreachable()
            ? client.followUps().recordWrongNumber(orderId)
            : client.followUps().recordAnswers(orderId, answers);
    var unused =
        recorded.whenComplete(
            (reply, thrown) -> done(journey, orderId, thrown, () -> run.tally().answers(answers)));
  }

  private void done(Journey journey, String orderId, @Nullable Throwable thrown, Runnable count) {
    run.tally().progress();
    if (thrown == null) {
      count.run();
    } else {
      run.failed(journey, "with order " + orderId, thrown);
    }
  }

  @Override
  public void close() {
    watches.forEach(OrderWatch::close);
  }
}
