package city.hotline.core.order;

import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.ClosedOrders;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The closed orders of a docket by the month in which they were closed, each packed into bytes:
 * there are very many, and hardly anybody asks for one. They are kept for the months of the rates
 * (DESIGN D10: 400 days). Not thread-safe: the docket's one writer uses it.
 */
public final class ClosedBook {

  private final TreeMap<String, PSortedMap<String, byte[]>> months = new TreeMap<>();
  private int size;

  /** Adds an order closed in the month, such as "2026-11". */
  public void add(String month, ClosedOrder order) {
    add(month, order.getOrderId(), order.toByteArray());
  }

  private void add(String month, String id, byte[] packed) {
    PSortedMap<String, byte[]> of = months.getOrDefault(month, TreePMap.empty());
    months.put(month, of.plus(id, packed));
    size++;
  }

  /** Goes on from a snapshot. */
  public void restore(List<ClosedOrders> closed) {
    for (ClosedOrders of : closed) {
      for (ByteString packed : of.getOrdersList()) {
        byte[] bytes = packed.toByteArray();
        add(of.getMonth(), unpacked(bytes).getOrderId(), bytes);
      }
    }
  }

  /** The order of the id. */
  public Optional<ClosedOrder> find(String id) {
    for (PSortedMap<String, byte[]> of : months.values()) {
      byte[] packed = of.get(id);
      if (packed != null) {
        return Optional.of(unpacked(packed));
      }
    }
    return Optional.empty();
  }

  /** Forgets the months before one. */
  public void forgetBefore(String month) {
    var old = months.headMap(month);
    old.values().forEach(of -> size -= of.size());
    old.clear();
  }

  /** How many are kept. */
  public int size() {
    return size;
  }

  /** All as they are now, to be put into messages on any thread; costs the same however many. */
  public Supplier<List<ClosedOrders>> freeze() {
    Map<String, PSortedMap<String, byte[]>> now = new TreeMap<>(months);
    return () -> {
      List<ClosedOrders> closed = new ArrayList<>(now.size());
      now.forEach(
          (month, orders) -> {
            ClosedOrders.Builder of = ClosedOrders.newBuilder().setMonth(month);
            orders.values().forEach(o -> of.addOrders(UnsafeByteOperations.unsafeWrap(o)));
            closed.add(of.build());
          });
      return closed;
    };
  }

  /** One of {@link ClosedOrders}. */
  public static ClosedOrder unpacked(ByteString packed) {
    try {
      return ClosedOrder.parseFrom(packed);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a closed order that was packed here cannot be read", e);
    }
  }

  private static ClosedOrder unpacked(byte[] packed) {
    return unpacked(UnsafeByteOperations.unsafeWrap(packed));
  }
}
