package city.hotline.chaos.load;

import city.hotline.chaos.history.Tape;
import city.hotline.client.Department;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Appeal;
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
    message.getChange().getEventsList().forEach(this::happened);
  }

  private void happened(DocketEvent event) {
    if (event.hasOrderDispatched()) {
      OrderDispatched dispatched = event.getOrderDispatched();
      dispatched(dispatched.getOrderId(), dispatched.getUnit());
    } else if (event.hasFollowUpDue()) {
      followUp(event.getFollowUpDue().getOrderId());
    } else if (event.hasReturnRequested()) {
      decide(event.getReturnRequested().getOrderId(), event.getReturnRequested().getAppeal());
    } else if (event.hasReturnDenied()) {
      handle(event.getReturnDenied().getOrderId(), event.getReturnDenied().getUnit());
    } else if (event.hasExtensionAsked()) {
      decide(event.getExtensionAsked().getOrderId(), event.getExtensionAsked().getAppeal());
    } else if (event.hasPendingAsked()) {
      decide(event.getPendingAsked().getOrderId(), event.getPendingAsked().getAppeal());
    } else if (event.hasPendingListed()) {
      String order = event.getPendingListed().getOrderId();
      Department department = client.department(event.getPendingListed().getUnit());
      ask(department.endPending(order).thenCompose(e -> department.reply(order, "已修好。")));
    } else if (event.hasPendingDenied()) {
      String order = event.getPendingDenied().getOrderId();
      ask(client.department(event.getPendingDenied().getUnit()).reply(order, "已修好。"));
    }
  }

  @Override
  public void onRefused(HotlineException reason) {
    throw reason;
  }

  private void dispatched(String order, String unit) {
    if (chance(10)) {
      ask(client.department(unit).returnOrder(order, "不属于本单位职责。"));
    } else {
      handle(order, unit);
    }
  }

  private void handle(String order, String unit) {
    Department department = client.department(unit);
    var inHand = department.sign(order).thenCompose(signed -> department.contact(order));
    if (chance(10)) {
      ask(inHand.thenCompose(contacted -> department.askPending(order, 30, "等待材料。")));
    } else {
      ask(inHand.thenCompose(contacted -> department.reply(order, "已修好。")));
    }
    if (chance(10)) {
      ask(department.askExtension(order, 24, "等待材料。"));
    }
  }

  private void decide(String order, Appeal appeal) {
    Department above = client.department(appeal.getDecider());
    ask(chance(2) ? above.deny(order, "按原规定办理。") : above.grant(order, "同意。"));
  }

  private void followUp(String order) {
    Answers answers;
    synchronized (this) {
      answers = Town.answers(random);
    }
    ask(
        answers.getUnreachable()
            ? client.followUps().recordWrongNumber(order)
            : client.followUps().recordAnswers(order, answers));
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
