package city.hotline.chaos.load;

import city.hotline.chaos.history.Tape;
import city.hotline.client.Department;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderState;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All units of one district and the desk that asks citizens: acts on what one watch tells, which
 * runs through the whole of the chaos. Thread-safe.
 */
final class Desk implements OrderListener, AutoCloseable {
  private final HotlineClient client;
  private final Tape tape;
  private final SplittableRandom random;
  private final AtomicInteger asked = new AtomicInteger();
  private final OrderWatch watch;

  Desk(HotlineClient client, String district, Tape tape, SplittableRandom random) {
    this.client = client;
    this.tape = tape;
    this.random = random;
    this.watch = client.watchOrders(district, "", this);
  }

  @Override
  public void onMessage(WatchOrdersResponse message) {
    tape.add(message);
    for (Order order : message.getSnapshot().getOrdersList()) {
      if (order.getState() == OrderState.ORDER_STATE_DISPATCHED) {
        dispatched(order.getOrderId(), order.getUnit());
      }
    }
    for (DocketEvent event : message.getChange().getEventsList()) {
      if (event.hasOrderDispatched()) {
        OrderDispatched dispatched = event.getOrderDispatched();
        dispatched(dispatched.getOrderId(), dispatched.getUnit());
      } else if (event.hasFollowUpDue()) {
        followUp(event.getFollowUpDue().getOrderId());
      }
    }
  }

  @Override
  public void onRefused(HotlineException reason) {
    throw reason;
  }

  private void dispatched(String order, String unit) {
    Department department = client.department(unit);
    if (chance(10)) {
      ask(department.returnOrder(order, "不属于本单位职责。"));
    } else {
      ask(department.sign(order).thenCompose(s -> department.reply(order, "已修好。")));
    }
  }

  private void followUp(String order) {
    synchronized (this) {
      ask(client.followUps().recordAnswers(order, Town.answers(random)));
    }
  }

  private void ask(CompletableFuture<?> question) {
    asked.incrementAndGet();
    var unused = question.whenComplete((answer, thrown) -> asked.decrementAndGet());
  }

  private synchronized boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  boolean quiet() {
    return asked.get() == 0;
  }

  @Override
  public String toString() {
    return tape.name() + ": " + asked + " unanswered";
  }

  @Override
  public void close() {
    watch.close();
  }
}
