package city.hotline.city;

import city.hotline.core.floor.Floor;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Reply;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Seat sessions on a {@link CoreGrid}: pictures whenever the seat or its call changed. */
final class CoreSeats extends SeatServiceGrpc.SeatServiceImplBase {

  private final CoreServer server;
  private final List<Session> sessions = new CopyOnWriteArrayList<>();

  CoreSeats(CoreServer server) {
    this.server = server;
  }

  @Override
  public StreamObserver<SessionRequest> session(StreamObserver<SessionResponse> answers) {
    return new Session(answers);
  }

  void push() {
    sessions.forEach(Session::push);
  }

  void breakAll() {
    sessions.forEach(Session::breakOff);
  }

  private final class Session implements StreamObserver<SessionRequest> {
    private final StreamObserver<SessionResponse> answers;
    private String seatId = "";
    private @Nullable SeatPicture shown;

    Session(StreamObserver<SessionResponse> answers) {
      this.answers = answers;
      // With it, a message to a seat that has gone is no error of whoever caused it.
      ((ServerCallStreamObserver<SessionResponse>) answers)
          .setOnCancelHandler(() -> sessions.remove(this));
    }

    @Override
    public void onNext(SessionRequest request) {
      switch (request.getRequestCase()) {
        case OPEN -> {
          seatId = request.getOpen().getSeatId();
          sessions.add(this);
          push();
        }
        case COMMAND -> command(request.getCommand());
        case RENEW, REQUEST_NOT_SET -> {
          // A lease of this grid never lapses.
        }
      }
    }

    private void command(SeatCommand command) {
      if (server.lost()) {
        return;
      }
      try {
        Reply reply =
            server.grid.ask(seatId.substring(0, 6), command.getRequestId(), floor(command));
        server.changed();
        if (!server.lost()) {
          send(
              SessionResponse.newBuilder()
                  .setAccepted(
                      CommandAccepted.newBuilder()
                          .setRequestId(command.getRequestId())
                          .setReply(reply))
                  .build());
        }
      } catch (CoreGrid.Refused refused) {
        send(
            SessionResponse.newBuilder()
                .setRefused(
                    CommandRefused.newBuilder()
                        .setRequestId(command.getRequestId())
                        .setReason(refused.reason))
                .build());
      }
    }

    private FloorCommand floor(SeatCommand command) {
      var floor = FloorCommand.newBuilder();
      switch (command.getCommandCase()) {
        case SIGN_IN -> floor.setSignIn(command.getSignIn().toBuilder().setSeatId(seatId));
        case SIGN_OUT -> floor.setSignOut(command.getSignOut().toBuilder().setSeatId(seatId));
        case SET_PRESENCE ->
            floor.setSetPresence(command.getSetPresence().toBuilder().setSeatId(seatId));
        case ACCEPT_CALL ->
            floor.setAcceptCall(command.getAcceptCall().toBuilder().setSeatId(seatId));
        case REJECT_CALL ->
            floor.setRejectCall(command.getRejectCall().toBuilder().setSeatId(seatId));
        case HOLD_CALL -> floor.setHoldCall(command.getHoldCall().toBuilder().setSeatId(seatId));
        case RESUME_CALL ->
            floor.setResumeCall(command.getResumeCall().toBuilder().setSeatId(seatId));
        case END_CALL -> floor.setEndCall(command.getEndCall().toBuilder().setSeatId(seatId));
        case WRAP_UP_CALL ->
            floor.setWrapUpCall(command.getWrapUpCall().toBuilder().setSeatId(seatId));
        case TRANSFER_CALL ->
            floor.setTransferCall(command.getTransferCall().toBuilder().setSeatId(seatId));
        case LEAVE_CALL -> floor.setLeaveCall(command.getLeaveCall().toBuilder().setSeatId(seatId));
        case TAKE_BACK_CALL ->
            floor.setTakeBackCall(command.getTakeBackCall().toBuilder().setSeatId(seatId));
        case EXTEND_WRAP_UP ->
            floor.setExtendWrapUp(command.getExtendWrapUp().toBuilder().setSeatId(seatId));
        case COMMAND_NOT_SET -> throw new IllegalStateException("empty command");
      }
      return floor.build();
    }

    void push() {
      SeatPicture picture;
      synchronized (server.grid) {
        Floor floor = server.grid.floor(seatId.substring(0, 6));
        var next = SeatPicture.newBuilder();
        floor
            .seat(seatId)
            .ifPresent(
                seat -> {
                  next.setSeat(seat);
                  floor.call(seat.getCallId()).ifPresent(next::setCall);
                });
        picture = next.build();
      }
      synchronized (answers) {
        if (shown != null && picture.equals(shown)) {
          return;
        }
        shown = picture;
        send(
            SessionResponse.newBuilder()
                .setPicture(picture.toBuilder().setTime(Times.timestamp(server.grid.nowMs())))
                .build());
      }
    }

    private void send(SessionResponse response) {
      synchronized (answers) {
        if (sessions.contains(this)) {
          answers.onNext(response);
        }
      }
    }

    void breakOff() {
      synchronized (answers) {
        if (sessions.remove(this)) {
          answers.onError(Status.UNAVAILABLE.withDescription("broken off").asRuntimeException());
        }
      }
    }

    @Override
    public void onError(Throwable thrown) {
      sessions.remove(this);
    }

    @Override
    public void onCompleted() {
      sessions.remove(this);
    }
  }
}
