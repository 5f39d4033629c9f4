package city.hotline.node.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.Language;
import city.hotline.proto.citizen.v1.CitizenProto;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody can put a citizen into the language and forget that he is to be sealed. */
class PersonalTest {
  private static final int MOST_DEEP = 4;

  private static List<Descriptor> messages() {
    Map<String, FileDescriptor> files = new TreeMap<>();
    Language.rpcs().forEach(rpc -> add(Language.described(rpc).getFile(), files));
    return files.values().stream().flatMap(f -> f.getMessageTypes().stream()).toList();
  }

  private static void add(FileDescriptor file, Map<String, FileDescriptor> files) {
    if (file.getName().startsWith("hotline/") && files.put(file.getName(), file) == null) {
      file.getDependencies().forEach(other -> add(other, files));
    }
  }

  @Test
  void whateverHasANameAndAPhoneSaysThatItIsPersonal() {
    assertThat(messages()).contains(Citizen.getDescriptor(), Requester.getDescriptor());
    for (Descriptor type : messages()) {
      boolean looksPersonal =
          type.findFieldByName("phone") != null && type.findFieldByName("name") != null;
      boolean says = type.getOptions().getExtension(CitizenProto.personal);
      if (looksPersonal) {
        assertThat(says).as(type.getFullName()).isTrue();
        assertThat(type.findFieldByName("sealed")).as(type.getFullName()).isNotNull();
        assertThat(List.of("name", "phone", "address"))
            .as(type.getFullName())
            .allSatisfy(
                field -> assertThat(type.findFieldByName(field).getNumber()).isBetween(1, 3));
      }
    }
  }

  @Test
  void citizensAreFoundWhereverTheyCanBe() {
    assertThat(Personal.isIn(FloorCommand.getDescriptor())).isTrue();
    assertThat(Personal.isIn(DocketCommand.getDescriptor())).isTrue();
    assertThat(Personal.isIn(ShardSnapshot.getDescriptor())).isTrue();
    assertThat(Personal.isIn(ReportEnd.getDescriptor())).isFalse();
  }

  /**
   * For each type of message, one with every way to a citizen gone once, twice where it is
   * repeated: as many are replaced as a walk over all that is set finds.
   */
  @Test
  void eachCitizenIsReplacedHoweverHeIsReached() {
    int reached = 0;
    for (Descriptor type : messages()) {
      for (DynamicMessage message : filled(type, Set.of())) {
        int[] replaced = new int[1];
        Message after =
            Personal.replace(
                message,
                citizen -> {
                  replaced[0]++;
                  return citizen.newBuilderForType().build();
                });
        assertThat(replaced[0]).as("in %s", message).isEqualTo(citizensIn(message));
        assertThat(after).isEqualTo(emptied(message));
        reached += replaced[0];
      }
    }
    assertThat(reached).isGreaterThan(50);
  }

  /** One message with all fields, and one more for each further choice of a oneof. */
  private static List<DynamicMessage> filled(Descriptor type, Set<Descriptor> within) {
    if (isCitizen(type)) {
      return List.of(
          DynamicMessage.newBuilder(type).setField(type.findFieldByName("phone"), "1").build());
    }
    List<DynamicMessage> all = new ArrayList<>();
    DynamicMessage.Builder first = DynamicMessage.newBuilder(type);
    if (within.size() < MOST_DEEP && !within.contains(type)) {
      Set<Descriptor> deeper = new HashSet<>(within);
      deeper.add(type);
      for (FieldDescriptor field : type.getFields()) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isMapField()) {
          continue;
        }
        List<DynamicMessage> inside = filled(field.getMessageType(), deeper);
        if (field.isRepeated()) {
          inside.forEach(one -> first.addRepeatedField(field, one).addRepeatedField(field, one));
        } else if (field.getRealContainingOneof() == null) {
          first.setField(field, inside.get(0));
        } else {
          inside.forEach(
              one -> all.add(DynamicMessage.newBuilder(type).setField(field, one).build()));
        }
      }
    }
    all.add(0, first.build());
    return all;
  }

  private static boolean isCitizen(Descriptor type) {
    return type.equals(Citizen.getDescriptor()) || type.equals(Requester.getDescriptor());
  }

  private static int citizensIn(Message message) {
    if (isCitizen(message.getDescriptorForType())) {
      return 1;
    }
    return message.getAllFields().values().stream()
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
        .mapToInt(value -> value instanceof Message inside ? citizensIn(inside) : 0)
        .sum();
  }

  private static Message emptied(Message message) {
    if (isCitizen(message.getDescriptorForType())) {
      return message.newBuilderForType().build();
    }
    Message.Builder emptied = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof Message inside) {
                emptied.setField(field, emptied(inside));
              } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                emptied.setField(
                    field, ((List<?>) value).stream().map(m -> emptied((Message) m)).toList());
              }
            });
    return emptied.build();
  }
}
