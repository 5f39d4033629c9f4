package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.Language;
import city.hotline.proto.access.v1.Allowed;
import city.hotline.proto.access.v1.Role;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may what is said in the language, all of it, and the docs show it. */
class AccessTest {
  private static final Path FILE = Path.of("../../docs/access.md");

  @Test
  void everyRpcSaysWhoMayCallIt() {
    assertThat(Language.rpcs()).hasSizeGreaterThan(25);
    for (MethodDescriptor<?, ?> rpc : Language.rpcs()) {
      assertThat(Language.isSaid(Language.allowed(rpc))).as(rpc.getFullMethodName()).isTrue();
    }
  }

  @Test
  void everyCommandSaysWhoMaySendIt() {
    assertThat(Language.commands()).hasSizeGreaterThan(25);
    for (Descriptor command : Language.commands()) {
      assertThat(Language.isSaid(Language.allowed(command))).as(command.getFullName()).isTrue();
    }
  }

  @Test
  void nobodyIsNamedByAnUnknownRoleAndFieldsThatAreNamedExist() {
    for (MethodDescriptor<?, ?> rpc : Language.rpcs()) {
      isSound(
          rpc.getFullMethodName(), Language.allowed(rpc), Language.described(rpc).getInputType());
    }
    for (Descriptor command : Language.commands()) {
      isSound(command.getFullName(), Language.allowed(command), command);
    }
  }

  private static void isSound(String name, Allowed allowed, Descriptor message) {
    assertThat(allowed.getRolesList())
        .as(name)
        .doesNotContain(Role.ROLE_UNSPECIFIED, Role.UNRECOGNIZED)
        .doesNotHaveDuplicates();
    for (String field : List.of(allowed.getOwn(), allowed.getDistrict())) {
      if (!field.isEmpty()) {
        assertThat(message.findFieldByName(field))
            .as(name + "." + field)
            .isNotNull()
            .matches(f -> f.getJavaType() == FieldDescriptor.JavaType.STRING);
      }
    }
  }

  /** Otherwise somebody is let in who can say nothing, or has something to say and is kept out. */
  @Test
  void anRpcIsForThoseItsCommandsAreFor() {
    for (MethodDescriptor<?, ?> rpc : Language.rpcs()) {
      Collection<Descriptor> commands = Language.commandsIn(Language.described(rpc).getInputType());
      if (!commands.isEmpty()) {
        Set<Role> together = EnumSet.noneOf(Role.class);
        commands.forEach(c -> together.addAll(Language.allowed(c).getRolesList()));
        assertThat(roles(Language.allowed(rpc))).as(rpc.getFullMethodName()).isEqualTo(together);
      }
    }
  }

  /** Nodes send some of them, too, in their own name. */
  @Test
  void anRpcNamedLikeACommandIsForTheSame() {
    for (MethodDescriptor<?, ?> rpc : Language.rpcs()) {
      for (Descriptor command : Language.commands()) {
        if (command.getName().equals(rpc.getBareMethodName())) {
          Set<Role> people = roles(Language.allowed(command));
          people.remove(Role.ROLE_NODE);
          assertThat(roles(Language.allowed(rpc))).as(rpc.getFullMethodName()).isEqualTo(people);
          assertThat(Language.allowed(rpc).getOwn())
              .as(rpc.getFullMethodName())
              .isEqualTo(Language.allowed(command).getOwn());
        }
      }
    }
  }

  @Test
  void theGateKnowsEveryService() {
    assertThat(AccessGate.SERVICES).containsExactlyInAnyOrderElementsOf(Language.services());
  }

  @Test
  void theDocsShowTheOptions() throws IOException {
    String drawn = page();
    if (Boolean.getBoolean("hotline.draw")) {
      Files.writeString(FILE, drawn);
    }
    assertThat(FILE)
        .as(
            "draw it anew: ./mvnw -pl grid-node/node -am test -Dtest=AccessTest -Dhotline.draw=true")
        .content()
        .isEqualTo(drawn);
  }

  private static Set<Role> roles(Allowed allowed) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(allowed.getRolesList());
    return roles;
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Who may send what

            Drawn by `AccessTest` from the options in the language; do not edit. Every node enforces it where a call enters the
            grid. A **seat** and a **department** act for themselves only: the field under *own* must be their name. A
            **supervisor** acts for the floors in its name (`110105-V01`), for all with `110000-V01`, and is kept on record:
            in the log of the node that was asked, logger `hotline.audit`. So is an **administrator** in all that a reader
            may not do, and whoever sees a citizen as he is. A **node** passes on what it has let in.

            """);
    for (var service : Language.services()) {
      page.append("## ")
          .append(service.getName())
          .append("\n\n| rpc | who | own |\n|---|---|---|\n");
      Language.rpcs().stream()
          .filter(rpc -> service.getName().equals(rpc.getServiceName()))
          .forEach(
              rpc ->
                  page.append(row(String.valueOf(rpc.getBareMethodName()), Language.allowed(rpc))));
      page.append('\n');
    }
    page.append("## Commands, whatever carries them\n\n| command | who | own |\n|---|---|---|\n");
    Language.commands()
        .forEach(
            c -> page.append(row(c.getFullName().replace("hotline.", ""), Language.allowed(c))));
    return page.toString();
  }

  private static String row(String name, Allowed allowed) {
    String who =
        allowed.getAnyone()
            ? "anyone who says who it is"
            : allowed.getRolesList().stream().map(Identity::word).collect(Collectors.joining(", "));
    String own =
        allowed.getOwn()
            + (allowed.getDistrict().isEmpty() ? "" : ", else " + allowed.getDistrict());
    return "| " + name + " | " + who + " | " + own + " |\n";
  }
}
