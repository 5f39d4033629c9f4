package city.hotline.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
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
