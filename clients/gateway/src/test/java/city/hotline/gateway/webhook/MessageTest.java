package city.hotline.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

  @Test
  void everyEventOfADocketHasATypeOfItsOwn() {
    List<FieldDescriptor> fields = DocketEvent.getDescriptor().getOneofs().get(0).getFields();
    List<String> types = fields.stream().map(field -> of(empty(field)).event(0).type()).toList();
    assertThat(types)
        .doesNotHaveDuplicates()
        .hasSameSizeAs(fields)
        .allMatch(type -> type.matches("city\\.hotline\\.[a-z_]+\\.[a-z]+\\.v1"))
        .contains(
            "city.hotline.order.signed.v1",
            "city.hotline.citizen.contacted.v1",
            "city.hotline.follow_up.due.v1",
            "city.hotline.co_handler.asked.v1",
            "city.hotline.month.closed.v1");
  }

  @Test
  void anEventSaysWhenItHappened() {
    DocketEvent event = empty(DocketEvent.getDescriptor().findFieldByName("order_signed"));
    assertThat(of(event).event(0).body()).doesNotContain("\"time\"");
    var told =
        WatchOrdersResponse.newBuilder()
            .setChange(
                OrderChange.newBuilder()
                    .addEvents(event)
                    .setAt(Timestamp.newBuilder().setSeconds(1_764_230_400).setNanos(5_000_000)));
    assertThat(new Message(told.build()).event(0).body())
        .contains("\"time\":\"2025-11-27T08:00:00.005Z\"");
  }

  @Test
  void theOrdersOfASnapshotHaveNamesOfTheirOwnInWhicheverPartTheyCome() {
    var told =
        WatchOrdersResponse.newBuilder()
            .setShard(ShardRef.newBuilder().setDistrict("110105").setDocket("110105001"))
            .setPosition(Position.newBuilder().setEpoch(3).setSequence(7))
            .setSnapshot(
                OrderSnapshot.newBuilder()
                    .addOrders(Order.newBuilder().setOrderId("a"))
                    .addOrders(Order.newBuilder().setOrderId("b"))
                    .setBefore(1_200));
    var message = new Message(told.build());
    assertThat(message.event(1).id()).isEqualTo("110105001/3-7-s1201");
    assertThat(message.indexAfter("110105001/3-7-s1200")).isEqualTo(1);
    assertThat(message.indexAfter("110105001/3-7-s0")).isZero();
  }

  private static DocketEvent empty(FieldDescriptor field) {
    DocketEvent.Builder event = DocketEvent.newBuilder();
    return event.setField(field, event.newBuilderForField(field).build()).build();
  }

  private static Message of(DocketEvent event) {
    return new Message(
        WatchOrdersResponse.newBuilder()
            .setChange(OrderChange.newBuilder().addEvents(event))
            .build());
  }
}
