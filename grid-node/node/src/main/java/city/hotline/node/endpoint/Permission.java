package city.hotline.node.endpoint;

import city.hotline.proto.access.v1.Allowed;
import city.hotline.proto.access.v1.Role;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may send one rpc or one command, as the option beside it says. Thread-safe. */
final class Permission {
  private final String command;
  private final Set<Role> roles;
  private final boolean anyone;
  private final @Nullable FieldDescriptor own;
  private final @Nullable FieldDescriptor district;

  /** Of the option; the fields it names are the message's. */
  Permission(String command, Allowed allowed, Descriptor message) {
    this.command = command;
    this.anyone = allowed.getAnyone();
    this.roles = EnumSet.noneOf(Role.class);
    if (anyone) {
      roles.addAll(EnumSet.complementOf(EnumSet.of(Role.ROLE_UNSPECIFIED, Role.UNRECOGNIZED)));
    }
    roles.addAll(allowed.getRolesList());
    this.own = field(message, allowed.getOwn());
    this.district = field(message, allowed.getDistrict());
  }

  private static @Nullable FieldDescriptor field(Descriptor message, String name) {
    if (name.isEmpty()) {
      return null;
    }
    FieldDescriptor field = message.findFieldByName(name);
    if (field == null || field.getJavaType() != FieldDescriptor.JavaType.STRING) {
      throw new IllegalStateException(
          message.getFullName() + ": an option names " + name + " (expected: a string field)");
    }
    return field;
  }

  /** What it is about: the name of the rpc or of the command. */
  String command() {
    return command;
  }

  /** Whether the message matters, and not only the role. */
  boolean asksForWhom() {
    return own != null;
  }

  /** Why the role alone forbids it; null when it does not. */
  @Nullable CommandRefused judge(Identity caller) {
    return roles.contains(caller.role())
        ? null
        : refused(caller, " is not for " + caller + ": call as one of " + words() + ".");
  }

  /**
   * Why the caller may not send the message; null when it may.
   *
   * @param implied for whom it is sent where the message does not say so
   */
  @Nullable CommandRefused judge(Identity caller, Message message, String implied) {
    CommandRefused byRole = judge(caller);
    if (byRole != null || own == null) {
      return byRole;
    }
    return switch (caller.role()) {
      case ROLE_SEAT, ROLE_DEPARTMENT, ROLE_CHANNEL ->
          named(own, message, implied).equals(caller.name())
              ? null
              : refused(caller, message, implied, "which acts for itself only");
      case ROLE_SUPERVISOR ->
          caller.supervises(whom(message, implied))
              ? null
              : refused(caller, message, implied, "whose floors are others");
      default -> null;
    };
  }

  private static String named(FieldDescriptor field, Message message, String implied) {
    String named = (String) message.getField(field);
    return named.isEmpty() ? implied : named;
  }

  /** For whom, or for which district, a message is sent; empty for the whole city. */
  String whom(Message message, String implied) {
    String whom = own == null ? implied : named(own, message, implied);
    return whom.isEmpty() && district != null ? named(district, message, "") : whom;
  }

  private CommandRefused refused(Identity caller, Message message, String implied, String why) {
    String whom = whom(message, implied);
    String named = whom.isEmpty() ? "the whole city" : whom;
    return refused(caller, " for " + named + " is not for " + caller + ", " + why + ".");
  }

  /** Whether it is to be kept on record that the caller sent it. */
  boolean isAudited(Identity caller) {
    return switch (caller.role()) {
      case ROLE_SUPERVISOR -> own != null;
      case ROLE_ADMINISTRATOR -> !roles.contains(Role.ROLE_READER);
      default -> false;
    };
  }

  private CommandRefused refused(Identity caller, String why) {
    return CommandRefused.newBuilder()
        .setReason(Refusal.REFUSAL_NOT_ALLOWED)
        .putMetadata("command", command)
        .putMetadata("caller", caller.toString())
        .putMetadata("allowed", words())
        .setAdvice(command + why)
        .build();
  }

  /** "seat, supervisor". */
  String words() {
    return roles.stream().map(Identity::word).collect(Collectors.joining(", "));
  }
}
