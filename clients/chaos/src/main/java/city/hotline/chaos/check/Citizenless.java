package city.hotline.chaos.check;

import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Requester;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/**
 * Events without their citizens: the log has them sealed, a reader sees them opened or masked, and
 * neither can be made from the other here.
 */
final class Citizenless {
  private static final Descriptor CITIZEN = Requester.getDescriptor();

  private Citizenless() {}

  static List<Message> of(List<DocketEvent> events) {
    return events.stream().map(event -> without(event.toBuilder()).build()).toList();
  }

  private static Message.Builder without(Message.Builder message) {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      FieldDescriptor name = field.getKey();
      if (name.getJavaType() != FieldDescriptor.JavaType.MESSAGE || name.isRepeated()) {
        continue;
      }
      if (name.getMessageType().equals(CITIZEN)) {
        message.clearField(name);
      } else {
        message.setField(name, without(((Message) field.getValue()).toBuilder()).build());
      }
    }
    return message;
  }
}
