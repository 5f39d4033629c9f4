package city.hotline.core.order;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;

/** What of an order is kept when it is over, and how that is shown. Stateless. */
public final class Closing {

  private static final int STREET_DIGITS = 9;

  private Closing() {}

  /** The order without its texts and without the citizen; both stay in the journal only. */
  public static ClosedOrder packed(Order order) {
    return ClosedOrder.newBuilder()
        .setOrderId(order.getOrderId())
        .setCallId(order.getCallId())
        .setClassCode(order.getDraft().getClassCode())
        .setCommunity(order.getDraft().getCommunity())
        .setLimit(order.getLimit())
        .setOpenedMs(Times.millis(order.getOpenedAt()))
        .setClosedMs(Times.millis(order.getClosedAt()))
        .setReason(order.getCloseReason())
        .addAllCycles(order.getCyclesList())
        .setUrged(order.getUrged())
        .setRule(order.getRule())
        .setParentId(order.getParentId())
        .build();
  }

  /** The order as it is shown: as at the end of its last cycle. */
  public static Order shown(String district, String docket, ClosedOrder closed) {
    Order.Builder order =
        Order.newBuilder()
            .setOrderId(closed.getOrderId())
            .setCallId(closed.getCallId())
            .setDraft(
                OrderDraft.newBuilder()
                    .setClassCode(closed.getClassCode())
                    .setDistrict(district)
                    .setStreet(docket.length() == STREET_DIGITS ? docket : "")
                    .setCommunity(closed.getCommunity()))
            .setLimit(closed.getLimit())
            .setState(OrderState.ORDER_STATE_CLOSED)
            .setCycle(closed.getCyclesCount())
            .setOpenedAt(Times.timestamp(closed.getOpenedMs()))
            .setClosedAt(Times.timestamp(closed.getClosedMs()))
            .setCloseReason(closed.getReason())
            .setRule(closed.getRule())
            .setUrged(closed.getUrged())
            .setParentId(closed.getParentId())
            .addAllCycles(closed.getCyclesList());
    if (closed.getCyclesCount() == 0) {
      return order.build();
    }
    Cycle last = closed.getCycles(closed.getCyclesCount() - 1);
    if (last.getSignedMs() > 0) {
      order.setSignedAt(Times.timestamp(last.getSignedMs()));
    }
    return order
        .setUnit(last.getUnit())
        .setHop(last.getHops())
        .setDispatchedAt(Times.timestamp(last.getDispatchedMs()))
        .setRepliedAt(Times.timestamp(last.getRepliedMs()))
        .setAnswers(last.getAnswers())
        .setOverdue(last.getOverdue())
        .build();
  }
}
