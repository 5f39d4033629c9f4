package city.hotline.node.search;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.DocketEvent;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import org.junit.jupiter.api.Test;

/** No event of an order is overlooked. */
class TouchedTest {

  @Test
  void everyEventThatNamesAnOrderTouchesIt() {
    int touching = 0;
    for (FieldDescriptor kind : DocketEvent.getDescriptor().getOneofs().get(0).getFields()) {
      FieldDescriptor order = kind.getMessageType().findFieldByName("order_id");
      DocketEvent.Builder event = DocketEvent.newBuilder();
      Message.Builder what = event.newBuilderForField(kind);
      if (order != null) {
        what.setField(order, SampleOrder.id(7));
        touching++;
      }
      event.setField(kind, what.build());
      assertThat(Touched.by(event.build()))
          .as(kind.getName())
          .isEqualTo(order == null ? "" : SampleOrder.id(7));
    }
    assertThat(touching).isGreaterThan(20);
  }
}
