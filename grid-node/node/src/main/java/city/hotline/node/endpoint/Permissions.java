package city.hotline.node.endpoint;

import city.hotline.proto.access.v1.AccessProto;
import city.hotline.proto.access.v1.Allowed;
import city.hotline.proto.shard.v1.CommandRefused;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may send what, read once from the options in the language: of every rpc that is served, and
 * of every command that a request carries in a oneof. Thread-safe.
 */
final class Permissions {

  /**
   * One rpc.
   *
   * @param itself who may call it
   * @param carries whether its requests carry commands that say who may send them
   */
  record Rpc(Permission itself, boolean carries) {}

  /** A command and who may send it. */
  record Carried(Permission permission, Message command) {
    @Nullable CommandRefused judge(Identity caller, String implied) {
      return permission.judge(caller, command, implied);
    }
  }

  private final Map<String, Rpc> rpcs = new HashMap<>();
  private final Map<Descriptor, Permission> commands = new HashMap<>();
  private final Map<Descriptor, List<OneofDescriptor>> choices = new HashMap<>();

  /** Refuses, with an {@link IllegalStateException}, what says nothing: nobody could send it. */
  Permissions(Collection<ServiceDescriptor> services) {
    for (ServiceDescriptor service : services) {
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        rpcs.put(method.getFullMethodName(), rpc(method));
      }
    }
  }

  private Rpc rpc(MethodDescriptor<?, ?> method) {
    var described = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
    var rpc = Objects.requireNonNull(described, method.getFullMethodName()).getMethodDescriptor();
    Allowed allowed = rpc.getOptions().getExtension(AccessProto.allowed);
    requireSaid(allowed, rpc.getFullName());
    Descriptor request = rpc.getInputType();
    String name = rpc.getService().getName() + '.' + rpc.getName();
    return new Rpc(new Permission(name, allowed, request), learn(request));
  }

  /** Learns the commands that a message carries; whether there are any. */
  private boolean learn(Descriptor carrier) {
    boolean any = false;
    for (OneofDescriptor choice : carrier.getRealOneofs()) {
      for (FieldDescriptor field : choice.getFields()) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          any = true;
          learnCommand(field.getMessageType());
        }
      }
    }
    if (any) {
      choices.put(carrier, carrier.getRealOneofs());
    }
    return any;
  }

  private void learnCommand(Descriptor command) {
    Allowed allowed = command.getOptions().getExtension(AccessProto.allowedCommand);
    if (allowed.equals(Allowed.getDefaultInstance()) && learn(command)) {
      return;
    }
    requireSaid(allowed, command.getFullName());
    commands.put(command, new Permission(command.getName(), allowed, command));
  }

  private static void requireSaid(Allowed allowed, String what) {
    if (!allowed.getAnyone() && allowed.getRolesCount() == 0) {
      throw new IllegalStateException(
          what + " does not say who may send it (expected: an option hotline.access.v1.allowed)");
    }
  }

  /** Of a gRPC method's full name; null when it is none of ours. */
  @Nullable Rpc rpc(String method) {
    return rpcs.get(method);
  }

  /** The command that the message carries; null when it carries none. */
  @Nullable Carried carried(Message carrier) {
    for (OneofDescriptor choice : choices.getOrDefault(carrier.getDescriptorForType(), List.of())) {
      FieldDescriptor field = carrier.getOneofFieldDescriptor(choice);
      Permission permission =
          field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              ? commands.get(field.getMessageType())
              : null;
      if (field != null && permission != null) {
        return new Carried(permission, (Message) carrier.getField(field));
      }
    }
    return null;
  }
}
