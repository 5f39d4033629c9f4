package city.hotline.core.order;

import city.hotline.proto.docket.v1.Order;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The open orders of a docket, each packed into bytes: as a message with its parts an order takes
 * three times as much. The one that was looked at or put last is kept as it is, since a command
 * looks at its order several times. Not thread-safe: the docket's one writer uses it.
 */
final class OpenBook {
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
    Order order = unpacked(packed);
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

  /**
   * All by id as they are now, whatever happens later: each is made a message as it is looked at,
   * on any thread.
   */
  Collection<Order> now() {
    Collection<byte[]> packed = orders.values();
    return new AbstractCollection<>() {
      @Override
      public Iterator<Order> iterator() {
        Iterator<byte[]> each = packed.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Order next() {
            return unpacked(each.next());
          }
        };
      }

      @Override
      public int size() {
        return packed.size();
      }
    };
  }

  private static Order unpacked(byte[] packed) {
    try {
      return Order.parseFrom(packed);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an open order that was packed here cannot be read", e);
    }
  }
}
