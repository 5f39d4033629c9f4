package city.hotline.node.endpoint;

import city.hotline.node.pulse.SeatAt;
import city.hotline.node.pulse.SeatLeases;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One seat's session on the node that owns the floor it works on. Responses are sent one at a time,
 * under its lock.
 */
final class SeatSession implements StreamObserver<SessionRequest>, SeatDesk.Viewer {
  private static final int MOST_BEHIND = 1_000;

  private final SeatAt seat;
  private final ServerCallStreamObserver<SessionResponse> out;
  private final Router router;
  private final SeatDesk desk;
  private final SeatLeases leases;
  private final Judge judge;
  private @Nullable SeatPicture unsent;
  private long lastShown = -1;
  private int answersBehind;
  private boolean over;

  /** Whether the caller may. */
  interface Judge {
    /** Why not; null when it may. */
    @Nullable CommandRefused judge(SeatCommand command);
  }

  SeatSession(
      SeatAt seat,
      ServerCallStreamObserver<SessionResponse> out,
      Router router,
      SeatDesk desk,
      SeatLeases leases,
      Judge judge) {
    this.seat = seat;
    this.out = out;
    this.router = router;
    this.desk = desk;
    this.leases = leases;
    this.judge = judge;
  }

  @Override
  public void onNext(SessionRequest request) {
    leases.heard(seat);
    switch (request.getRequestCase()) {
      case OPEN -> desk.add(seat, this);
      case COMMAND -> command(request.getCommand());
      case RENEW, REQUEST_NOT_SET -> {
        // The lease was renewed above.
      }
    }
  }

  private void command(SeatCommand command) {
    if (!command.hasRequestId()) {
      refused(
          command,
          Refusal.REFUSAL_INVALID_FIELD,
          "request_id: none (expected: an id to repeat it by)");
      return;
    }
    CommandRefused denied = judge.judge(command);
    if (denied != null) {
      send(
          SessionResponse.newBuilder()
              .setRefused(denied.toBuilder().setRequestId(command.getRequestId()))
              .build());
      return;
    }
    FloorCommand floorCommand = SeatCommands.of(command, seat.seatId());
    if (floorCommand == null) {
      refused(
          command,
          Refusal.REFUSAL_INVALID_FIELD,
          "command: none, or for another seat (expected: a command of seat " + seat.seatId() + ")");
      return;
    }
    router
        .submit(
            ShardCommand.newBuilder()
                .setShard(seat.floor().toRef())
                .setRequestId(command.getRequestId())
                .setFloor(floorCommand)
                .build())
        .whenComplete((answer, failure) -> answered(command, answer));
  }

  private void answered(SeatCommand command, @Nullable Answer answer) {
    if (answer instanceof Answer.Accepted accepted) {
      send(
          SessionResponse.newBuilder()
              .setAccepted(
                  CommandAccepted.newBuilder()
                      .setRequestId(command.getRequestId())
                      .setReply(accepted.reply())
                      .setAcknowledgement(accepted.acknowledgement()))
              .build());
    } else if (answer instanceof Answer.Refused refused) {
      send(SessionResponse.newBuilder().setRefused(refused.refusal()).build());
    } else {
      refused(command, Refusal.REFUSAL_OUTCOME_UNKNOWN, "Repeat with the same request id.");
    }
  }

  private void refused(SeatCommand command, Refusal reason, String advice) {
    send(
        SessionResponse.newBuilder()
            .setRefused(
                CommandRefused.newBuilder()
                    .setRequestId(command.getRequestId())
                    .setReason(reason)
                    .setAdvice(advice))
            .build());
  }

  private synchronized void send(SessionResponse response) {
    if (over || out.isCancelled()) {
      return;
    }
    answersBehind = out.isReady() ? 0 : answersBehind + 1;
    if (answersBehind > MOST_BEHIND) {
      end(
          Refusals.refused(
              Refusal.REFUSAL_QUEUE_FULL,
              Map.of("unread", Integer.toString(MOST_BEHIND)),
              "Read the stream: too many answers wait."));
      return;
    }
    out.onNext(response);
  }

  /**
   * Shows the newest picture when the stream can take it; a slow seat skips pictures, never
   * answers.
   */
  @Override
  public synchronized void show(SeatPicture picture) {
    if (over || picture.getPosition().getSequence() < lastShown) {
      return;
    }
    lastShown = picture.getPosition().getSequence();
    if (picture.getSeat().getRouting() == Routing.ROUTING_NOT_RESPONDING) {
      leases.markBack(seat);
    }
    unsent = picture;
    ready();
  }

  synchronized void ready() {
    SeatPicture picture = unsent;
    if (picture != null && !over && out.isReady() && !out.isCancelled()) {
      unsent = null;
      out.onNext(SessionResponse.newBuilder().setPicture(picture).build());
    }
  }

  @Override
  public void moved() {
    end(
        Refusals.refused(
            Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
            Map.of("district", seat.floor().district()),
            "The floor moved: open the session again, anywhere."));
  }

  private void end(RuntimeException status) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      if (!out.isCancelled()) {
        out.onError(status);
      }
    }
    desk.remove(seat, this);
  }

  @Override
  public void onError(Throwable failure) {
    end(Status.CANCELLED.asRuntimeException());
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      out.onCompleted();
    }
    desk.remove(seat, this);
  }
}
