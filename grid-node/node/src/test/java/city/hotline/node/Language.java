package city.hotline.node;

import city.hotline.proto.access.v1.AccessProto;
import city.hotline.proto.access.v1.Allowed;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the language says of access, found by walking it; shares no code with what enforces it. */
public final class Language {
  private Language() {}

  /** Every service there is a stub of. */
  public static List<ServiceDescriptor> services() {
    try {
      Path code =
          Path.of(
              SeatServiceGrpc.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(code)) {
        return services(code);
      }
      try (FileSystem jar = FileSystems.newFileSystem(code)) {
        return services(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ServiceDescriptor> services(Path root)
      throws IOException, ReflectiveOperationException {
    List<String> stubs;
    try (Stream<Path> files = Files.walk(root)) {
      stubs =
          files
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.startsWith("city/hotline/") && file.endsWith("Grpc.class"))
              .map(file -> file.replace(".class", "").replace('/', '.'))
              .sorted()
              .toList();
    }
    List<ServiceDescriptor> services = new ArrayList<>();
    for (String stub : stubs) {
      services.add(
          (ServiceDescriptor) Class.forName(stub).getMethod("getServiceDescriptor").invoke(null));
    }
    return services;
  }

  /** Their methods. */
  public static List<MethodDescriptor<?, ?>> rpcs() {
    List<MethodDescriptor<?, ?>> rpcs = new ArrayList<>();
    services().forEach(service -> rpcs.addAll(service.getMethods()));
    return rpcs;
  }

  /** A method as the language has it. */
  public static com.google.protobuf.Descriptors.MethodDescriptor described(
      MethodDescriptor<?, ?> rpc) {
    return ((ProtoMethodDescriptorSupplier) Objects.requireNonNull(rpc.getSchemaDescriptor()))
        .getMethodDescriptor();
  }

  /** Who may call it. */
  public static Allowed allowed(MethodDescriptor<?, ?> rpc) {
    return described(rpc).getOptions().getExtension(AccessProto.allowed);
  }

  /** Who may send it. */
  public static Allowed allowed(Descriptor command) {
    return command.getOptions().getExtension(AccessProto.allowedCommand);
  }

  /** Every command that a request or a shard's command carries, by full name. */
  public static Collection<Descriptor> commands() {
    Map<String, Descriptor> found = new TreeMap<>();
    rpcs().forEach(rpc -> find(described(rpc).getInputType(), found));
    find(ShardCommand.getDescriptor(), found);
    find(FloorCommand.getDescriptor(), found);
    find(DocketCommand.getDescriptor(), found);
    return found.values();
  }

  /** The commands that a message carries in its choices, and in those of what it carries. */
  public static Collection<Descriptor> commandsIn(Descriptor carrier) {
    Map<String, Descriptor> found = new TreeMap<>();
    find(carrier, found);
    return found.values();
  }

  private static void find(Descriptor carrier, Map<String, Descriptor> found) {
    for (OneofDescriptor choice : carrier.getRealOneofs()) {
      for (FieldDescriptor field : choice.getFields()) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          Descriptor command = field.getMessageType();
          if (command.getRealOneofs().isEmpty() || isSaid(allowed(command))) {
            found.put(command.getFullName(), command);
          } else {
            find(command, found);
          }
        }
      }
    }
  }

  /** Whether anything is said at all. */
  public static boolean isSaid(Allowed allowed) {
    return allowed.getAnyone() || allowed.getRolesCount() > 0;
  }
}
