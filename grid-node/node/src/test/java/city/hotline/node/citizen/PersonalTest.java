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
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nobody can put a citizen into the language and forget that he is to be sealed. */
class PersonalTest {

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
}
