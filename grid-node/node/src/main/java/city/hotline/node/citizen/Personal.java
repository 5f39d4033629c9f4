package city.hotline.node.citizen;

import city.hotline.proto.citizen.v1.CitizenProto;
import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.citizen.v1.Withheld;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Finds what belongs to citizens in any message, by the option in the language: a new message that
 * has a citizen in it is sealed and opened without a word here. Stateless.
 */
public final class Personal {
  private static final Map<Descriptor, Boolean> REACHES = new ConcurrentHashMap<>();

  private Personal() {}

  /** Whether such a message can have a citizen in it, at any depth. */
  static boolean isIn(Descriptor type) {
    Boolean known = REACHES.get(type);
    if (known == null) {
      known = reaches(type, new HashSet<>());
      REACHES.put(type, known);
    }
    return known;
  }

  private static boolean reaches(Descriptor type, Set<Descriptor> seen) {
    if (isCitizen(type)) {
      return true;
    }
    return seen.add(type)
        && type.getFields().stream()
            .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
            .anyMatch(f -> reaches(f.getMessageType(), seen));
  }

  private static boolean isCitizen(Descriptor type) {
    return type.getOptions().getExtension(CitizenProto.personal)
        && type.findFieldByName("sealed") != null;
  }

  /** The message with each citizen in it replaced; the very same if none was. */
  @SuppressWarnings("unchecked")
  public static <M extends Message> M replace(M message, UnaryOperator<Message> with) {
    return (M) replaced(message, with);
  }

  private static Message replaced(Message message, UnaryOperator<Message> with) {
    Descriptor type = message.getDescriptorForType();
    if (!isIn(type)) {
      return message;
    }
    if (isCitizen(type)) {
      return with.apply(message);
    }
    Message.Builder changed = null;
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      FieldDescriptor name = field.getKey();
      if (name.getJavaType() == FieldDescriptor.JavaType.MESSAGE && isIn(name.getMessageType())) {
        Object before = field.getValue();
        Object after = name.isRepeated() ? all((List<?>) before, with) : one(before, with);
        if (after != before) {
          changed = changed == null ? message.toBuilder() : changed;
          changed.setField(name, after);
        }
      }
    }
    return changed == null ? message : changed.build();
  }

  private static Object one(Object value, UnaryOperator<Message> with) {
    return replaced((Message) value, with);
  }

  private static Object all(List<?> values, UnaryOperator<Message> with) {
    List<Object> after = new ArrayList<>(values.size());
    boolean any = false;
    for (Object before : values) {
      Object one = one(before, with);
      any |= one != before;
      after.add(one);
    }
    return any ? after : values;
  }

  private static FieldDescriptor field(Message citizen, String name) {
    return citizen.getDescriptorForType().findFieldByName(name);
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
