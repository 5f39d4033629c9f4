package city.hotline.core.order;

import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.Order;
import java.util.List;

/** Who helps with an order: read from it, and written into it. Stateless. */
public final class CoHandling {

  private CoHandling() {}

  /** Those who help with the order, in the order they were asked. */
  public static List<String> units(Order order) {
    return order.getCoHandlersList().stream().map(CoHandler::getUnit).toList();
  }

  /** These help in a cycle that begins. */
  public static void begin(Order.Builder order, List<String> units) {
    order.clearCoHandlers();
    units.forEach(unit -> order.addCoHandlers(CoHandler.newBuilder().setUnit(unit)));
  }

  /** Whoever leads does not help. */
  public static Order.Builder withoutLead(Order.Builder order) {
    List<CoHandler> others =
        order.getCoHandlersList().stream()
            .filter(each -> !each.getUnit().equals(order.getUnit()))
            .toList();
    return order.clearCoHandlers().addAllCoHandlers(others);
  }

  /** Whether the unit helps, and has not done its part. */
  public static boolean isAwaited(Order order, String unit) {
    return order.getCoHandlersList().stream()
        .anyMatch(each -> each.getUnit().equals(unit) && !each.getDone());
  }

  /** A unit has done its part. */
  public static Order.Builder finished(Order.Builder order, String unit) {
    for (int i = 0; i < order.getCoHandlersCount(); i++) {
      if (order.getCoHandlers(i).getUnit().equals(unit)) {
        order.getCoHandlersBuilder(i).setDone(true);
      }
    }
    return order;
  }
}
