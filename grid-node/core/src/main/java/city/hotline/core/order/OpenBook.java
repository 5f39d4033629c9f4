package city.hotline.core.order;

import city.hotline.proto.docket.v1.Order;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The open orders of a docket, each packed into bytes: as a message with its parts an order takes
 * three times as much. The one that was looked at or put last is kept as it is, since a command
 * looks at its order several times. Not thread-safe: the docket's one writer uses it.
 */
public final class OpenBook {
  private PSortedMap<String, byte[]> orders = TreePMap.empty();
  private @Nullable Order last;

  @Nullable Order find(String id) {
    Order newest = last;
    if (newest != null && newest.getOrderId().equals(id)) {
      return newest;
    }
    byte[] packed = orders.get(id);
    if (packed == null) {
      return null;
    }
    Order order = unpacked(UnsafeByteOperations.unsafeWrap(packed));
    last = order;
    return order;
  }

  /** Puts the order in the place of the one with its id. */
  void put(Order order) {
    orders = orders.plus(order.getOrderId(), order.toByteArray());
    last = order;
  }

  void remove(String id) {
    orders = orders.minus(id);
    last = null;
  }

  int size() {
    return orders.size();
  }

  /** All by id as they are now, to be looked at on any thread; costs the same however many. */
  Supplier<List<ByteString>> freeze() {
    PSortedMap<String, byte[]> now = orders;
    return () -> now.values().stream().map(UnsafeByteOperations::unsafeWrap).toList();
  }

  /** One of those that are frozen. */
  public static Order unpacked(ByteString packed) {
    try {
      return Order.parseFrom(packed);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an open order that was packed here cannot be read", e);
    }
  }
}
