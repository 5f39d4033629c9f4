package city.hotline.node.journal;

import city.hotline.proto.citizen.v1.CitizenProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/** Covers what belongs to a citizen in a message that is shown to a person, or kept on record. */
public final class Mask {

  private static final String COVER = "***";

  private Mask() {}

  /** The message with every text of a citizen covered, at any depth. */
  public static Message cover(Message message) {
    boolean personal =
        message.getDescriptorForType().getOptions().getExtension(CitizenProto.personal);
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
        // Parts of snapshots, whole states cut anywhere; what is sealed; and what is packed, which
        // whoever knows what is in it unpacks, to have that covered by itself.
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
