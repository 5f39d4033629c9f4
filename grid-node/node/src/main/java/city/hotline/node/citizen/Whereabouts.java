package city.hotline.node.citizen;

import city.hotline.proto.citizen.v1.CitizenProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where citizens can be in messages of a type: looked up in the language once, because every
 * message that is shown to somebody is gone through.
 *
 * @param citizen whether such a message is a citizen
 * @param always fields that lead to one and can be set beside each other
 * @param choices fields that lead to one, by the oneof of which one at most is set
 * @param fields a citizen's own, by name; empty for all else
 */
record Whereabouts(
    boolean citizen,
    List<FieldDescriptor> always,
    Map<OneofDescriptor, Set<FieldDescriptor>> choices,
    Map<String, FieldDescriptor> fields) {

  private static final Map<Descriptor, Whereabouts> KNOWN = new ConcurrentHashMap<>();

  static Whereabouts in(Descriptor type) {
    Whereabouts known = KNOWN.get(type);
    return known == null ? KNOWN.computeIfAbsent(type, Whereabouts::look) : known;
  }

  /** Whether there can be one at all. */
  boolean any() {
    return citizen || !always.isEmpty() || !choices.isEmpty();
  }

  FieldDescriptor field(String name) {
    FieldDescriptor field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException(name + ": no field of a citizen");
    }
    return field;
  }

  private static Whereabouts look(Descriptor type) {
    List<FieldDescriptor> always = new ArrayList<>();
    Map<OneofDescriptor, Set<FieldDescriptor>> choices = new HashMap<>();
    if (isCitizen(type)) {
      Map<String, FieldDescriptor> fields = new HashMap<>();
      type.getFields().forEach(field -> fields.put(field.getName(), field));
      return new Whereabouts(true, List.of(), Map.of(), Map.copyOf(fields));
    }
    for (FieldDescriptor field : type.getFields()) {
      if (leads(field, new HashSet<>())) {
        OneofDescriptor choice = field.getRealContainingOneof();
        if (choice == null) {
          always.add(field);
        } else {
          choices.computeIfAbsent(choice, k -> new HashSet<>()).add(field);
        }
      }
    }
    return new Whereabouts(false, List.copyOf(always), Map.copyOf(choices), Map.of());
  }

  private static boolean leads(FieldDescriptor field, Set<Descriptor> seen) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return false;
    }
    Descriptor type = field.getMessageType();
    return isCitizen(type)
        || (seen.add(type) && type.getFields().stream().anyMatch(f -> leads(f, seen)));
  }

  private static boolean isCitizen(Descriptor type) {
    return type.getOptions().getExtension(CitizenProto.personal)
        && type.findFieldByName("sealed") != null;
  }
}
