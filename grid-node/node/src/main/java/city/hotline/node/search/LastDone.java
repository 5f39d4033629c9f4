package city.hotline.node.search;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import com.google.protobuf.Timestamp;

/** When something was last done about an order, as far as it tells. */
public final class LastDone {
  private LastDone() {}

  /** The latest of its times that is over: none that only is due. */
  public static Timestamp about(Order order) {
    long last = Times.millis(order.getOpenedAt());
    last = Math.max(last, Times.millis(order.getDispatchedAt()));
    last = Math.max(last, Times.millis(order.getSignedAt()));
    last = Math.max(last, Times.millis(order.getRepliedAt()));
    last = Math.max(last, Times.millis(order.getClosedAt()));
    last = Math.max(last, order.getAppeal().getAskedMs());
    for (OrderClock clock : order.getClocksList()) {
      last = Math.max(last, clock.getStoppedMs());
    }
    for (Cycle cycle : order.getCyclesList()) {
      last = Math.max(last, cycle.getAnsweredMs());
    }
    return Times.timestamp(last);
  }
}
