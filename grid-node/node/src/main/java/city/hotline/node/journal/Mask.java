package city.hotline.node.journal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Covers what belongs to a citizen in a message that is shown to a person. */
final class Mask {

  private static final Set<String> PERSONAL =
      Set.of("hotline.floor.v1.Citizen", "hotline.docket.v1.Requester");
  private static final String COVER = "***";

  private Mask() {}

  /** The message with every text of a citizen covered, at any depth. */
  static Message cover(Message message) {
    boolean personal = PERSONAL.contains(message.getDescriptorForType().getFullName());
    Message.Builder covered = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      FieldDescriptor name = field.getKey();
      switch (name.getJavaType()) {
        case MESSAGE -> covered.setField(name, coverValue(name, field.getValue()));
        case STRING -> {
          if (personal) {
            covered.setField(name, COVER);
          }
        }
        // Only parts of snapshots hold bytes: whole states, cut anywhere.
        case BYTE_STRING -> covered.clearField(name);
        default -> {}
      }
    }
    return covered.build();
  }

  private static Object coverValue(FieldDescriptor field, Object value) {
    if (!field.isRepeated()) {
      return cover((Message) value);
    }
    return ((List<?>) value).stream().map(m -> cover((Message) m)).toList();
  }
}
