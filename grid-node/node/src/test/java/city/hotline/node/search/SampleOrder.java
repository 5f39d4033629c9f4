package city.hotline.node.search;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
import java.util.function.Consumer;

/** Orders as dockets have them. */
final class SampleOrder {
  static final String DISTRICT = "110105";
  static final String STREET = "110105001";
  static final ShardId DOCKET = ShardId.docket(DISTRICT, STREET);
  static final String PHONE = "13812345678";
  static final long BEGIN_MS = 1_790_000_000_000L;

  private SampleOrder() {}

  static String id(int number) {
    return STREET + "-" + DISTRICT + "-" + number;
  }

  /** Order {@code number}, opened so many seconds after the beginning, with its street. */
  static Order order(int number) {
    return order(number, order -> {});
  }

  static Order order(int number, Consumer<Order.Builder> differently) {
    Order.Builder order =
        Order.newBuilder()
            .setOrderId(id(number))
            .setCallId(DISTRICT + "-" + number)
            .setDraft(draft())
            .setState(OrderState.ORDER_STATE_DISPATCHED)
            .setUnit(STREET)
            .setOpenedAt(Times.timestamp(BEGIN_MS + number * 1_000L))
            .setDueAt(Times.timestamp(BEGIN_MS + 1_000_000 - number * 1_000L));
    differently.accept(order);
    return order.build();
  }

  static OrderDraft.Builder draft() {
    return OrderDraft.newBuilder()
        .setClassCode("010101")
        .setDistrict(DISTRICT)
        .setStreet(STREET)
        .setText("东门垃圾无人清理")
        .setRequester(Requester.newBuilder().setName("李明").setPhone(PHONE).setAddress("东大桥路1号"));
  }

  /** Without the texts and the citizen, as closed orders are kept. */
  static Order closed(int number) {
    return order(
        number,
        order ->
            order
                .setState(OrderState.ORDER_STATE_CLOSED)
                .setDraft(draft().clearText().clearRequester()));
  }
}
