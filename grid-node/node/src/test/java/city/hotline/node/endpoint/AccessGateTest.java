package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.node.As;
import city.hotline.node.Language;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.grid.v1.GetStatusRequest;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.seat.v1.OpenSession;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionRequest;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in. Behind the gate stands a server that answers whatever comes with nothing. */
class AccessGateTest {
  private static final String UNIT = "110105001";
  private static final String SEAT = "110105-S017";
  private static final MethodDescriptor<Empty, Empty> HEALTH =
      foreign("grpc.health.v1.Health/Check");
  private static final MethodDescriptor<Empty, Empty> UNSAID = foreign("hotline.new.v1.New/Do");

  private static final BlockingQueue<String> SERVED = new LinkedBlockingQueue<>();
  private static Served served;

  private static MethodDescriptor<Empty, Empty> foreign(String name) {
    return MethodDescriptor.newBuilder(
            ProtoUtils.marshaller(Empty.getDefaultInstance()),
            ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setFullMethodName(name)
        .setType(MethodDescriptor.MethodType.UNARY)
        .build();
  }

  @BeforeAll
  static void serve() throws IOException {
    NettyServerBuilder builder =
        Served.anywhere().intercept(new AccessGate(new DevelopmentIdentities()));
    for (var service : Language.services()) {
      ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
      service.getMethods().forEach(method -> add(definition, method));
      builder.addService(definition.build());
    }
    for (MethodDescriptor<Empty, Empty> method : List.of(HEALTH, UNSAID)) {
      builder.addService(
          ServerServiceDefinition.builder(Objects.requireNonNull(method.getServiceName()))
              .addMethod(method, new Nothing<>())
              .build());
    }
    served = Served.by(builder);
  }

  private static <Q, R> void add(
      ServerServiceDefinition.Builder definition, MethodDescriptor<Q, R> method) {
    definition.addMethod(method, new Nothing<>());
  }

  @AfterAll
  static void end() {
    served.close();
  }

  /** Answers each message with an empty one, and ends a single call. */
  private static final class Nothing<Q, R> implements ServerCallHandler<Q, R> {
    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, R> call, Metadata headers) {
      MethodDescriptor<Q, R> method = call.getMethodDescriptor();
      call.request(10);
      call.sendHeaders(new Metadata());
      return new ServerCall.Listener<>() {
        @Override
        public void onMessage(Q message) {
          SERVED.add("message");
          call.sendMessage(method.parseResponse(new ByteArrayInputStream(new byte[0])));
        }

        @Override
        public void onHalfClose() {
          call.close(Status.OK, new Metadata());
        }

        @Override
        public void onCancel() {
          SERVED.add("cancelled");
        }
      };
    }
  }

  private static StatusRuntimeException refused(Runnable call) {
    return Objects.requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call::run));
  }

  private static void signs(ClientInterceptor who, String unit) {
    var unused =
        DepartmentServiceGrpc.newBlockingStub(served.channel)
            .withInterceptors(who)
            .signOrder(SignOrderRequest.newBuilder().setUnit(unit).build());
  }

  private static void watches(String who, WatchOrdersRequest request) {
    DepartmentServiceGrpc.newBlockingStub(served.channel)
        .withInterceptors(As.who(who))
        .watchOrders(request)
        .forEachRemaining(message -> {});
  }

  private static WatchOrdersRequest ofDistrict(String district) {
    return WatchOrdersRequest.newBuilder().setDistrict(district).build();
  }

  @Test
  void letsInWhoMay() {
    signs(As.who("department " + UNIT), UNIT);
    watches("department " + UNIT, WatchOrdersRequest.newBuilder().setUnit(UNIT).build());
    watches("supervisor 110105-V01", ofDistrict("110105"));
    watches("supervisor 110101,110105-V01", ofDistrict("110105"));
    watches("supervisor 110000-V01", ofDistrict("110105"));
    watches("supervisor 110000-V01", WatchOrdersRequest.getDefaultInstance());
    watches("follow-up desk", WatchOrdersRequest.getDefaultInstance());
  }

  @Test
  void refusesACallerThatDoesNotSayWhoItIs() {
    StatusRuntimeException refused =
        refused(
            () ->
                GridServiceGrpc.newBlockingStub(served.channel)
                    .getStatus(GetStatusRequest.getDefaultInstance()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refused)
        .hasMessageContaining("NOT_IDENTIFIED")
        .hasMessageContaining("Say who you are: authorization: dev ROLE NAME");
  }

  @Test
  void refusesCredentialsItDoesNotBelieve() {
    for (String shown :
        List.of(
            "Bearer 123",
            "key department " + UNIT,
            "dev department",
            "dev mayor x",
            "dev unspecified x",
            "dev department ",
            "dev department no spaces",
            "dev supervisor V01")) {
      StatusRuntimeException refused = refused(() -> signs(As.showing(shown), UNIT));
      assertThat(refused.getStatus().getCode()).as(shown).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void refusesARoleThatMayNot() {
    StatusRuntimeException refused = refused(() -> signs(As.who("seat " + SEAT), UNIT));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused)
        .hasMessageEndingWith(
            "NOT_ALLOWED: DepartmentService.SignOrder is not for seat 110105-S017:"
                + " call as one of department.");
  }

  @Test
  void refusesAnOrderOfAnotherUnit() {
    StatusRuntimeException refused = refused(() -> signs(As.who("department 110105002"), UNIT));
    assertThat(refused)
        .hasMessageEndingWith(
            "NOT_ALLOWED: DepartmentService.SignOrder for 110105001 is not for department"
                + " 110105002, which acts for itself only.");
    assertThat(refused(() -> signs(As.who("department " + UNIT), "")).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void refusesADepartmentAWholeDistrict() {
    for (WatchOrdersRequest request :
        List.of(ofDistrict("110105"), WatchOrdersRequest.getDefaultInstance())) {
      assertThat(refused(() -> watches("department 110105", request)).getStatus().getCode())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
    }
  }

  @Test
  void refusesASupervisorTheFloorsOfOthers() {
    assertThat(refused(() -> watches("supervisor 110105-V01", ofDistrict("110101"))))
        .hasMessageEndingWith(
            "WatchOrders for 110101 is not for supervisor 110105-V01, whose floors are others.");
    for (WatchOrdersRequest request :
        List.of(
            WatchOrdersRequest.getDefaultInstance(),
            WatchOrdersRequest.newBuilder().setUnit("110101001").build())) {
      assertThat(refused(() -> watches("supervisor 110105-V01", request)).getStatus().getCode())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
    }
  }

  @Test
  void refusesWhatDoesNotSayWhoMayCallIt() {
    assertThat(refused(() -> calls(UNSAID)).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void asksNobodyWhoAsksForHealth() {
    calls(HEALTH);
  }

  private static void calls(MethodDescriptor<Empty, Empty> method) {
    Message unused =
        ClientCalls.blockingUnaryCall(
            served.channel, method, CallOptions.DEFAULT, Empty.getDefaultInstance());
  }

  /** A seat's session as far as it came: "message" for each answer, then the code of its end. */
  private static final class Session implements StreamObserver<Object> {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final StreamObserver<SessionRequest> requests;

    Session(ClientInterceptor... who) {
      StreamObserver<?> answers = this;
      requests =
          SeatServiceGrpc.newStub(ClientInterceptors.intercept(served.channel, who))
              .session(typed(answers));
    }

    @SuppressWarnings("unchecked") // it takes anything
    private static <T> StreamObserver<T> typed(StreamObserver<?> any) {
      return (StreamObserver<T>) any;
    }

    Session opens(String seatId) {
      requests.onNext(
          SessionRequest.newBuilder().setOpen(OpenSession.newBuilder().setSeatId(seatId)).build());
      return this;
    }

    String next() throws InterruptedException {
      return Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "nothing came");
    }

    @Override
    public void onNext(Object message) {
      heard.add("message");
    }

    @Override
    public void onError(Throwable failure) {
      heard.add(Status.fromThrowable(failure).getCode().name());
    }

    @Override
    public void onCompleted() {
      heard.add("completed");
    }
  }

  private static ClientInterceptor onBehalf(String caller) {
    Metadata headers = new Metadata();
    headers.put(AccessGate.ON_BEHALF, caller);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  @Test
  void refusesTheSessionOfAnotherSeat() throws InterruptedException {
    assertThat(new Session(As.who("seat 110105-S018")).opens(SEAT).next())
        .isEqualTo("PERMISSION_DENIED");
    assertThat(new Session(As.who("supervisor 110101-V01")).opens(SEAT).next())
        .isEqualTo("PERMISSION_DENIED");
    assertThat(new Session(As.who("supervisor 110105-V01")).opens(SEAT).next())
        .isEqualTo("message");
  }

  @Test
  void believesANodeForWhomItPassesOn() throws InterruptedException {
    assertThat(new Session(As.who("node n1"), onBehalf("seat " + SEAT)).opens(SEAT).next())
        .isEqualTo("message");
    assertThat(new Session(As.who("node n1"), onBehalf("switch x")).opens(SEAT).next())
        .isEqualTo("PERMISSION_DENIED");
    assertThat(new Session(As.who("node n1")).opens(SEAT).next()).isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void believesNobodyElseForWhomItPassesOn() throws InterruptedException {
    Session session = new Session(As.who("seat 110105-S018"), onBehalf("seat " + SEAT));
    assertThat(session.opens(SEAT).next()).isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void aMessageThatIsRefusedEndsTheSessionOnBothSides() throws InterruptedException {
    SERVED.clear();
    Session session = new Session(As.who("seat " + SEAT)).opens(SEAT);
    assertThat(session.next()).isEqualTo("message");
    session.opens("110105-S018");
    assertThat(session.next()).isEqualTo("PERMISSION_DENIED");
    assertThat(SERVED.poll(20, TimeUnit.SECONDS)).isEqualTo("message");
    assertThat(SERVED.poll(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
    assertThat(SERVED).isEmpty();
  }
}
