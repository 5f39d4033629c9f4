package city.hotline.core.order;

import city.hotline.core.moment.StateMachine;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All orders of a docket: immutable messages in persistent maps, so that whoever keeps one has the
 * orders as they were, at no cost, and the times at which something is to happen to them. Not
 * thread-safe: the docket's one writer uses it.
 */
public final class OrderBook {

  private PSortedMap<String, Order> open = TreePMap.empty();
  private PSortedMap<String, Order> closed = TreePMap.empty();
  private final TreeSet<Due> dues = new TreeSet<>();

  /** The order of the id, open or closed, or null. */
  public @Nullable Order find(String orderId) {
    Order order = open.get(orderId);
    return order != null ? order : closed.get(orderId);
  }

  /** An order a fact speaks of; that there is none is a defect of whoever decided. */
  public Order get(String orderId) {
    Order order = find(orderId);
    if (order == null) {
      throw new IllegalStateException("order " + orderId + " is in no record of this docket");
    }
    return order;
  }

  /** Puts the order in place of its predecessor and returns the state that one had. */
  public OrderState put(Order order) {
    String id = order.getOrderId();
    boolean over = order.getState() == OrderState.ORDER_STATE_CLOSED;
    @Nullable Order before = open.get(id);
    if (over) {
      open = open.minus(id);
      closed = closed.plus(id, order);
    } else {
      open = open.plus(id, order);
    }
    moveDue(before, order);
    return before == null ? OrderState.ORDER_STATE_UNSPECIFIED : before.getState();
  }

  private void moveDue(@Nullable Order before, Order after) {
    long wasMs = before == null ? StateMachine.NEVER : ClockMarks.nextMs(before);
    long nextMs = ClockMarks.nextMs(after);
    if (wasMs == nextMs) {
      return;
    }
    if (wasMs != StateMachine.NEVER) {
      dues.remove(new Due(wasMs, after.getOrderId()));
    }
    if (nextMs != StateMachine.NEVER) {
      dues.add(new Due(nextMs, after.getOrderId()));
    }
  }

  /** The orders that are not closed, by id, as they are now. */
  public Collection<Order> open() {
    return open.values();
  }

  /** The closed orders, by id, as they are now. */
  public Collection<Order> closed() {
    return closed.values();
  }

  /**
   * When something is next to happen to an order by itself, milliseconds since 1970, or {@link
   * StateMachine#NEVER}.
   */
  public long nextDueMs() {
    return dues.isEmpty() ? StateMachine.NEVER : dues.first().dueMs();
  }

  /** The order to which it is to happen; only where there is one. */
  public Order nextDue() {
    return get(dues.first().orderId());
  }

  private record Due(long dueMs, String orderId) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(dueMs, other.dueMs);
      return byTime != 0 ? byTime : orderId.compareTo(other.orderId);
    }
  }
}
