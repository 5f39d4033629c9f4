package city.hotline.core.order;

import city.hotline.core.moment.StateMachine;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All orders of a docket, packed in persistent maps, so that whoever keeps these has the orders as
 * they were, at no cost; and the times at which something is to happen to the open ones. Not
 * thread-safe: the docket's one writer uses it.
 */
public final class OrderBook {

  private final String district;
  private final String docket;
  private final OpenBook open = new OpenBook();
  private final ClosedBook closed = new ClosedBook();
  private long reported;
  private final TreeSet<Due> dues = new TreeSet<>();
  private final Map<String, SortedSet<String>> children = new HashMap<>();

  /** The book of a docket. */
  public OrderBook(String district, String docket) {
    this.district = district;
    this.docket = docket;
  }

  /** The district of the docket. */
  public String district() {
    return district;
  }

  /** The code of the docket: of a street or town, or of the district or city itself. */
  public String docket() {
    return docket;
  }

  /** The order of the id, open or closed, or null. */
  public @Nullable Order find(String orderId) {
    Order order = open.find(orderId);
    return order != null
        ? order
        : closed.find(orderId).map(of -> Closing.shown(district, docket, of)).orElse(null);
  }

  /** An order a fact speaks of; that there is none is a defect of whoever decided. */
  public Order get(String orderId) {
    Order order = find(orderId);
    if (order == null) {
      throw new IllegalStateException("order " + orderId + " is in no record of this docket");
    }
    return order;
  }

  /**
   * Puts the order in place of its predecessor and returns the state that one had.
   *
   * @param month in which it is kept once it is closed, such as "2026-11"
   */
  public OrderState put(Order order, String month) {
    String id = order.getOrderId();
    boolean over = order.getState() == OrderState.ORDER_STATE_CLOSED;
    @Nullable Order before = open.find(id);
    if (over) {
      open.remove(id);
      closed.add(month, Closing.packed(order));
    } else {
      open.put(order);
    }
    moveDue(before, order);
    moveChild(before, order);
    return before == null ? OrderState.ORDER_STATE_UNSPECIFIED : before.getState();
  }

  private void moveChild(@Nullable Order before, Order after) {
    boolean is = after.getState() == OrderState.ORDER_STATE_MERGED;
    if (is) {
      children
          .computeIfAbsent(after.getParentId(), parent -> new TreeSet<>())
          .add(after.getOrderId());
    } else if (before != null && before.getState() == OrderState.ORDER_STATE_MERGED) {
      children.computeIfPresent(
          before.getParentId(),
          (parent, of) -> of.remove(after.getOrderId()) && of.isEmpty() ? null : of);
    }
  }

  /** The orders that go on with an order now, by id; a copy. */
  public List<String> childrenOf(String parentId) {
    return List.copyOf(children.getOrDefault(parentId, Collections.emptySortedSet()));
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

  /** How many orders were reported without a call. */
  public long reported() {
    return reported;
  }

  /** One more was reported without a call. */
  void countReported() {
    reported++;
  }

  /** So many were, as a snapshot says. */
  public void restoreReported(long count) {
    reported = count;
  }

  /** How many are not closed. */
  public int openCount() {
    return open.size();
  }

  /** The orders that are not closed, by id, packed, to be looked at on any thread. */
  public Supplier<List<ByteString>> open() {
    return open.freeze();
  }

  /** The closed orders. */
  public ClosedBook closed() {
    return closed;
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
