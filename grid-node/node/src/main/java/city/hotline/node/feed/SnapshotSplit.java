package city.hotline.node.feed;

import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.docket.v1.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * The open orders of a docket as parts that a reader can take, however many there are. Stateless.
 */
final class SnapshotSplit {

  /** Far below what clients accept of a message; an order alone has a few thousand bytes. */
  static final int MOST_BYTES = 1 << 20;

  private SnapshotSplit() {}

  /** In the order given; one without orders where there are none. */
  static List<OrderSnapshot> of(List<Order> orders) {
    List<OrderSnapshot> parts = new ArrayList<>();
    int begin = 0;
    int bytes = 0;
    for (int i = 0; i < orders.size(); i++) {
      int size = orders.get(i).getSerializedSize();
      if (i > begin && bytes + size > MOST_BYTES) {
        parts.add(part(orders, begin, i));
        begin = i;
        bytes = 0;
      }
      bytes += size;
    }
    parts.add(part(orders, begin, orders.size()));
    return parts;
  }

  private static OrderSnapshot part(List<Order> orders, int begin, int end) {
    return OrderSnapshot.newBuilder()
        .addAllOrders(orders.subList(begin, end))
        .setBefore(begin)
        .setMore(end < orders.size())
        .build();
  }
}
