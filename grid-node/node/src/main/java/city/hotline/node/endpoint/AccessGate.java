package city.hotline.node.endpoint;

import city.hotline.proto.citizen.v1.CitizenServiceGrpc;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.grid.v1.AuditServiceGrpc;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.rates.v1.RatesServiceGrpc;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import city.hotline.proto.wallboard.v1.WallboardServiceGrpc;
import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who may, at the one place where calls enter this node: the caller is known once a call,
 * its role is held against the rpc's option, and each message against those of what it carries. A
 * command that goes on to another node is not judged again there: that node is told so by a node.
 *
 * <p>Commands of a seat's session are judged by {@link SeatSession}, because there a refusal is a
 * message. Thread-safe.
 */
public final class AccessGate implements ServerInterceptor {
  /** What callers show. */
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** For whom a node passes a stream on; believed of nodes only. */
  static final Metadata.Key<String> ON_BEHALF =
      Metadata.Key.of("hotline-on-behalf", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Identity> CALLER = Context.key("caller");

  /** Health and reflection. */
  private static final String NOT_OURS = "grpc.";

  private final IdentityProvider identities;
  private final Permissions permissions;

  /** Every service of the language. */
  static final List<ServiceDescriptor> SERVICES =
      List.of(
          AuditServiceGrpc.getServiceDescriptor(),
          CitizenServiceGrpc.getServiceDescriptor(),
          DepartmentServiceGrpc.getServiceDescriptor(),
          DirectoryServiceGrpc.getServiceDescriptor(),
          FollowUpServiceGrpc.getServiceDescriptor(),
          GridServiceGrpc.getServiceDescriptor(),
          IntakeServiceGrpc.getServiceDescriptor(),
          MemberServiceGrpc.getServiceDescriptor(),
          RatesServiceGrpc.getServiceDescriptor(),
          SearchServiceGrpc.getServiceDescriptor(),
          SeatServiceGrpc.getServiceDescriptor(),
          SupervisionServiceGrpc.getServiceDescriptor(),
          TelephonyServiceGrpc.getServiceDescriptor(),
          WallboardServiceGrpc.getServiceDescriptor());

  /** Asks these who somebody is. */
  public AccessGate(IdentityProvider identities) {
    this.identities = identities;
    this.permissions = new Permissions(SERVICES);
  }

  /** Who makes the call that this thread serves. */
  static Identity caller() {
    return Objects.requireNonNull(CALLER.get(), "the server was built without its gate");
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    Permissions.Rpc rpc = permissions.rpc(method);
    if (rpc == null) {
      return method.startsWith(NOT_OURS)
          ? next.startCall(call, headers)
          : turnedAway(call, unknown(method));
    }
    Identity caller;
    try {
      caller = caller(headers);
    } catch (IllegalArgumentException e) {
      return turnedAway(call, unidentified(String.valueOf(e.getMessage())));
    }
    CommandRefused refused = rpc.itself().judge(caller);
    if (refused != null) {
      return turnedAway(call, refused);
    }
    ServerCall.Listener<Q> listener =
        Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    return rpc.itself().asksForWhom() || rpc.carries() || rpc.itself().isAudited(caller)
        ? new Judged<>(listener, call, rpc, caller)
        : listener;
  }

  private Identity caller(Metadata headers) {
    String shown = headers.get(AUTHORIZATION);
    if (shown == null) {
      throw new IllegalArgumentException("authorization: none");
    }
    Identity caller = identities.identify(shown);
    String original = headers.get(ON_BEHALF);
    return original != null && caller.isNode() ? Identity.parse(original) : caller;
  }

  private CommandRefused unidentified(String why) {
    return CommandRefused.newBuilder()
        .setReason(Refusal.REFUSAL_NOT_IDENTIFIED)
        .putAllMetadata(Map.of("expected", identities.expected()))
        .setAdvice(why + ". Say who you are: " + identities.expected() + ".")
        .build();
  }

  private static CommandRefused unknown(String method) {
    return CommandRefused.newBuilder()
        .setReason(Refusal.REFUSAL_NOT_ALLOWED)
        .putMetadata("command", method)
        .setAdvice(method + " does not say who may call it, so nobody may.")
        .build();
  }

  private static <Q, R> ServerCall.Listener<Q> turnedAway(
      ServerCall<Q, R> call, CommandRefused refused) {
    JudgedCall.close(call, refused);
    return new ServerCall.Listener<>() {};
  }

  /** Judges what a message says of the caller, and what it carries. */
  private final class Judged<Q> extends JudgedCall<Q> {
    private final Permissions.Rpc rpc;
    private final Identity caller;

    Judged(
        ServerCall.Listener<Q> listener,
        ServerCall<Q, ?> call,
        Permissions.Rpc rpc,
        Identity caller) {
      super(listener, call);
      this.rpc = rpc;
      this.caller = caller;
    }

    @Override
    @Nullable CommandRefused judge(Message message) {
      CommandRefused refused = rpc.itself().judge(caller, message, "");
      if (refused != null) {
        return refused;
      }
      Acts.record(caller, rpc.itself(), message, "");
      Permissions.Carried carried = rpc.carries() ? permissions.carried(message) : null;
      if (carried == null) {
        return null;
      }
      CommandRefused ofCommand = carried.judge(caller, "");
      if (ofCommand == null) {
        Acts.record(caller, carried.permission(), carried.command(), "");
      }
      return ofCommand;
    }
  }

  /** Judges what a session asks, for the seat it is of; null when the caller may. */
  @Nullable CommandRefused judge(Identity caller, Message carrier, String seatId) {
    Permissions.Carried carried = permissions.carried(carrier);
    if (carried == null) {
      return null;
    }
    CommandRefused refused = carried.judge(caller, seatId);
    if (refused == null) {
      Acts.record(caller, carried.permission(), carried.command(), seatId);
    }
    return refused;
  }
}
