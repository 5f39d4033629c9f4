package city.hotline.node.launch;

import city.hotline.node.As;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SignOut;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.seat.v1.OpenSession;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.RequestId;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An operator's seat, connected to one member. As the product's seats do, it opens its session
 * again when its floor has moved, which floors do for some seconds after a grid has started.
 */
final class SeatLine implements StreamObserver<SessionResponse> {
  final String seatId;
  private final Queue<SessionResponse> answers = new ConcurrentLinkedQueue<>();
  private final SeatServiceGrpc.SeatServiceStub service;
  private final OpenSession open;
  private StreamObserver<SessionRequest> requests;
  private volatile SeatPicture picture = SeatPicture.getDefaultInstance();
  private volatile @Nullable Throwable failure;

  SeatLine(Caller caller, String seatId) {
    this(caller, seatId, "seat " + seatId);
  }

  /** Of a seat, opened by somebody: "supervisor 110105-V01". */
  SeatLine(Caller caller, String seatId, String who) {
    this(caller, OpenSession.newBuilder().setSeatId(seatId).build(), who);
  }

  private SeatLine(Caller caller, OpenSession open, String who) {
    this.seatId = open.getSeatId();
    this.service = SeatServiceGrpc.newStub(caller.channel).withInterceptors(As.who(who));
    this.open = open;
    this.requests = opened();
  }

  private StreamObserver<SessionRequest> opened() {
    StreamObserver<SessionRequest> session = service.session(this);
    session.onNext(SessionRequest.newBuilder().setOpen(open).build());
    return session;
  }

  /** Of a seat that is lent, on the floor that borrowed it. */
  static SeatLine guest(Caller caller, String seatId, String floor) {
    return new SeatLine(
        caller,
        OpenSession.newBuilder().setSeatId(seatId).setFloor(floor).build(),
        "seat " + seatId);
  }

  static SeatCommand.Builder signIn(RequestId id) {
    return SeatCommand.newBuilder()
        .setRequestId(id)
        .setSignIn(SignIn.newBuilder().setOperator("op-1"));
  }

  static SeatCommand.Builder signOut(RequestId id) {
    return SeatCommand.newBuilder().setRequestId(id).setSignOut(SignOut.getDefaultInstance());
  }

  static SeatCommand.Builder accept(RequestId id, String callId) {
    return SeatCommand.newBuilder()
        .setRequestId(id)
        .setAcceptCall(AcceptCall.newBuilder().setCallId(callId));
  }

  static SeatCommand.Builder end(RequestId id, String callId) {
    return SeatCommand.newBuilder()
        .setRequestId(id)
        .setEndCall(EndCall.newBuilder().setCallId(callId));
  }

  static SeatCommand.Builder wrapUp(RequestId id, String callId) {
    return SeatCommand.newBuilder()
        .setRequestId(id)
        .setWrapUpCall(
            WrapUpCall.newBuilder()
                .setCallId(callId)
                .setDisposition(Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT));
  }

  static SeatCommand.Builder wrapUpWithOrder(RequestId id, String callId, String street) {
    return SeatCommand.newBuilder()
        .setRequestId(id)
        .setWrapUpCall(
            WrapUpCall.newBuilder()
                .setCallId(callId)
                .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                .setOrder(
                    OrderDraft.newBuilder()
                        .setClassCode("010101")
                        .setDistrict(street.substring(0, 6))
                        .setStreet(street)
                        .setText("Rubbish at the east gate")));
  }

  /** Sends a command and waits for its answer. */
  SessionResponse asks(SeatCommand.Builder command) {
    SessionRequest asked = SessionRequest.newBuilder().setCommand(command).build();
    requests.onNext(asked);
    Eventually.holds(
        "an answer to " + command.getCommandCase(),
        () -> {
          if (openedAgain()) {
            requests.onNext(asked);
          }
          return !answers.isEmpty() || failure != null;
        },
        () -> "the session: " + failure);
    SessionResponse answer = answers.poll();
    if (answer == null) {
      throw new AssertionError("the session ended", failure);
    }
    return answer;
  }

  /** Waits until the seat's own picture shows a call in a state; returns the call's id. */
  String awaitCall(CallState state) {
    Eventually.holds(
        "a call " + state + " on the seat's picture",
        () -> !openedAgain() && picture.getCall().getState() == state,
        () -> picture + " " + failure);
    return picture.getCall().getCallId();
  }

  /** The call on the seat's picture. */
  Call call() {
    return picture.getCall();
  }

  /** Waits until the seat's own picture shows a seat that routing treats so. */
  void awaitRouting(Routing routing) {
    Eventually.holds(
        routing + " on the seat's picture",
        () -> !openedAgain() && picture.getSeat().getRouting() == routing,
        () -> picture + " " + failure);
  }

  private boolean openedAgain() {
    Throwable ended = failure;
    if (ended == null || Status.fromThrowable(ended).getCode() != Status.Code.UNAVAILABLE) {
      return false;
    }
    failure = null;
    requests = opened();
    return true;
  }

  void hangUp() {
    requests.onCompleted();
  }

  @Override
  public void onNext(SessionResponse response) {
    if (response.hasPicture()) {
      picture = response.getPicture();
    } else {
      answers.add(response);
    }
  }

  @Override
  public void onError(Throwable t) {
    failure = t;
  }

  @Override
  public void onCompleted() {
    failure = new IllegalStateException("the session was completed");
  }
}
