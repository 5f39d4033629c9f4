package city.hotline.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.DocketEvent;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import org.junit.jupiter.api.Test;

/** No fact about an order is overlooked. */
class FactsTest {
  private static final String ID = "110105001-110105-7";

  @Test
  void everyFactThatNamesAnOrderIsAboutIt() {
    int about = 0;
    for (FieldDescriptor kind : DocketEvent.getDescriptor().getOneofs().get(0).getFields()) {
      FieldDescriptor order = kind.getMessageType().findFieldByName("order_id");
      DocketEvent.Builder event = DocketEvent.newBuilder();
      Message.Builder what = event.newBuilderForField(kind);
      if (order != null) {
        what.setField(order, ID);
        about++;
      }
      event.setField(kind, what.build());
      assertThat(Facts.orderOf(event.build()))
          .as(kind.getName())
          .isEqualTo(order == null ? "" : ID);
    }
    assertThat(about).isGreaterThan(20);
  }
}
