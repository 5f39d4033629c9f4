package city.hotline.core.order;

import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All orders of a docket: immutable messages in persistent maps, so that whoever keeps one has the
 * orders as they were, at no cost, and the due times of those without a reply. Not thread-safe: the
 * docket's one writer uses it.
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
    boolean ran = before != null && isClockRunning(before);
    boolean runs = isClockRunning(after);
    if (before != null && ran && runs && before.getDueAt().equals(after.getDueAt())) {
      return;
    }
    if (before != null && ran) {
      dues.remove(Due.of(before));
    }
    if (runs) {
      dues.add(Due.of(after));
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
   * When the next order without a reply is due, milliseconds since 1970, or {@link
   * StateMachine#NEVER}.
   */
  public long nextDueMs() {
    return dues.isEmpty() ? StateMachine.NEVER : dues.first().dueMs();
  }

  /** The order that is due next; only where there is one. */
  public Order nextDue() {
    return get(dues.first().orderId());
  }

  private static boolean isClockRunning(Order order) {
    return order.hasDueAt() && !order.getOverdue() && isWithUnit(order.getState());
  }

  private static boolean isWithUnit(OrderState state) {
    return state == OrderState.ORDER_STATE_DISPATCHED || state == OrderState.ORDER_STATE_SIGNED;
  }

  private record Due(long dueMs, String orderId) implements Comparable<Due> {

    static Due of(Order order) {
      return new Due(Times.millis(order.getDueAt()), order.getOrderId());
    }

    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(dueMs, other.dueMs);
      return byTime != 0 ? byTime : orderId.compareTo(other.orderId);
    }
  }
}
