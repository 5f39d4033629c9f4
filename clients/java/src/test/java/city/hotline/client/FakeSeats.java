package city.hotline.client;

import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import com.google.rpc.Code;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Seat sessions of the fake grid: each command once, at the owner only. */
final class FakeSeats {

  final List<String> executed = new ArrayList<>();
  final List<Integer> openedAt = new ArrayList<>();

  /** The floors that carried out the commands. */
  final List<String> executedOn = new ArrayList<>();

  int swallowAnswers;
  int refuseForNow;
  int cancelled;

  private final FakeGrid grid;
  private final Map<String, CommandAccepted> remembered = new HashMap<>();
  private final List<StreamObserver<SessionResponse>> streams = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private String lentTo = "";

  FakeSeats(FakeGrid grid) {
    this.grid = grid;
  }

  /** Ends every session, as when the floor moves. */
  void breakAll() {
    synchronized (grid) {
      streams.forEach(
          stream ->
              stream.onError(
                  FakeGrid.refusal(Code.UNAVAILABLE, Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER, 5)));
      streams.clear();
      sessions.clear();
    }
  }

  /** All seats are lent to this floor from now on; to none if empty. */
  void lend(String floor) {
    synchronized (grid) {
      lentTo = floor;
      sessions.forEach(Session::show);
    }
  }

  SeatServiceGrpc.SeatServiceImplBase at(int node) {
    return new SeatServiceGrpc.SeatServiceImplBase() {
      @Override
      public StreamObserver<SessionRequest> session(StreamObserver<SessionResponse> answers) {
        return new Session(node, answers);
      }
    };
  }

  private final class Session implements StreamObserver<SessionRequest> {
    private final int node;
    private final StreamObserver<SessionResponse> answers;
    private String seatId = "";
    private String floor = "";

    Session(int node, StreamObserver<SessionResponse> answers) {
      this.node = node;
      this.answers = answers;
    }

    @Override
    public void onNext(SessionRequest request) {
      synchronized (grid) {
        if (request.hasOpen()) {
          if (node != grid.owner) {
            answers.onError(
                FakeGrid.refusal(Code.UNAVAILABLE, Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER, 5));
            return;
          }
          openedAt.add(node);
          streams.add(answers);
          sessions.add(this);
          seatId = request.getOpen().getSeatId();
          floor = request.getOpen().getFloor();
          show();
        } else if (request.hasCommand() && streams.contains(answers)) {
          command(request.getCommand());
        }
      }
    }

    private void show() {
      var picture = SeatPicture.newBuilder().setFloor(floor);
      if (seatId.startsWith(floor)) {
        picture.setSeat(Seat.newBuilder().setSeatId(seatId).setLentTo(lentTo));
      } else if (floor.equals(lentTo)) {
        picture.setSeat(Seat.newBuilder().setSeatId(seatId).setGuest(true));
      }
      answers.onNext(SessionResponse.newBuilder().setPicture(picture).build());
    }

    private void command(SeatCommand command) {
      var id = command.getRequestId();
      if (refuseForNow > 0) {
        refuseForNow--;
        answers.onNext(
            SessionResponse.newBuilder()
                .setRefused(
                    CommandRefused.newBuilder()
                        .setRequestId(id)
                        .setReason(Refusal.REFUSAL_QUEUE_FULL))
                .build());
        return;
      }
      if (command.hasHoldCall()) {
        answers.onNext(
            SessionResponse.newBuilder()
                .setRefused(
                    CommandRefused.newBuilder()
                        .setRequestId(id)
                        .setReason(Refusal.REFUSAL_CALL_NOT_CONNECTED)
                        .setAdvice("Accept the call first."))
                .build());
        return;
      }
      CommandAccepted answer =
          remembered.computeIfAbsent(
              id.getSession() + "/" + id.getCounter(),
              key -> {
                executed.add(command.getCommandCase().name());
                executedOn.add(floor);
                return CommandAccepted.newBuilder()
                    .setRequestId(id)
                    .setReply(Reply.newBuilder().setSeatId("executed " + executed.size()))
                    .build();
              });
      if (swallowAnswers > 0) {
        swallowAnswers--;
      } else {
        answers.onNext(SessionResponse.newBuilder().setAccepted(answer).build());
      }
    }

    @Override
    public void onError(Throwable thrown) {
      synchronized (grid) {
        cancelled++;
        streams.remove(answers);
        sessions.remove(this);
      }
    }

    @Override
    public void onCompleted() {
      onError(new IllegalStateException("completed"));
    }
  }
}
