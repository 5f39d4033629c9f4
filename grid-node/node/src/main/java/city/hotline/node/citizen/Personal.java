package city.hotline.node.citizen;

import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.citizen.v1.Withheld;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to citizens in any message, by the option in the language: a new message that
 * has a citizen in it is sealed and opened without a word here. Stateless.
 */
public final class Personal {
  private Personal() {}

  /** Whether such a message can have a citizen in it, at any depth. */
  static boolean isIn(Descriptor type) {
    return Whereabouts.in(type).any();
  }

  /** The message with each citizen in it replaced; the very same if none was. */
  @SuppressWarnings("unchecked")
  public static <M extends Message> M replace(M message, UnaryOperator<Message> with) {
    return (M) replaced(message, with);
  }

  private static Message replaced(Message message, UnaryOperator<Message> with) {
    Whereabouts where = Whereabouts.in(message.getDescriptorForType());
    if (where.citizen()) {
      return with.apply(message);
    }
    Message.Builder changed = null;
    for (FieldDescriptor field : where.always()) {
      changed = replaced(message, field, with, changed);
    }
    for (Map.Entry<OneofDescriptor, Set<FieldDescriptor>> choice : where.choices().entrySet()) {
      FieldDescriptor chosen = message.getOneofFieldDescriptor(choice.getKey());
      if (chosen != null && choice.getValue().contains(chosen)) {
        changed = replaced(message, chosen, with, changed);
      }
    }
    return changed == null ? message : changed.build();
  }

  private static Message.@Nullable Builder replaced(
      Message message,
      FieldDescriptor field,
      UnaryOperator<Message> with,
      Message.@Nullable Builder changed) {
    if (field.isRepeated() ? message.getRepeatedFieldCount(field) == 0 : !message.hasField(field)) {
      return changed;
    }
    Object before = message.getField(field);
    Object after =
        field.isRepeated() ? all((List<?>) before, with) : replaced((Message) before, with);
    return after == before
        ? changed
        : (changed == null ? message.toBuilder() : changed).setField(field, after);
  }

  private static Object all(List<?> values, UnaryOperator<Message> with) {
    List<Object> after = new ArrayList<>(values.size());
    boolean any = false;
    for (Object before : values) {
      Object one = replaced((Message) before, with);
      any |= one != before;
      after.add(one);
    }
    return any ? after : values;
  }

  private static FieldDescriptor field(Message citizen, String name) {
    return Whereabouts.in(citizen.getDescriptorForType()).field(name);
  }

  static String phone(Message citizen) {
    return (String) citizen.getField(field(citizen, "phone"));
  }

  /** Nothing where it is not sealed. */
  static Sealed sealed(Message citizen) {
    return (Sealed) citizen.getField(field(citizen, "sealed"));
  }

  static boolean isSealed(Message citizen) {
    return citizen.hasField(field(citizen, "sealed"));
  }

  /** What is to be sealed of it; empty where nothing is said. */
  static ByteString content(Message citizen) {
    return citizen.toBuilder()
        .clearField(field(citizen, "sealed"))
        .clearField(field(citizen, "withheld"))
        .build()
        .toByteString();
  }

  static Message sealed(Message citizen, Sealed sealed) {
    return citizen.newBuilderForType().setField(field(citizen, "sealed"), sealed).build();
  }

  static Message opened(Message citizen, byte[] content) throws InvalidProtocolBufferException {
    return citizen.newBuilderForType().mergeFrom(content).build();
  }

  static boolean isWaiting(Message citizen) {
    return citizen
        .getField(field(citizen, "withheld"))
        .equals(Withheld.WITHHELD_KEY_NOT_HERE.getValueDescriptor());
  }

  static Message withheld(Message citizen, Withheld why) {
    return citizen
        .newBuilderForType()
        .setField(field(citizen, "withheld"), why.getValueDescriptor())
        .build();
  }
}
