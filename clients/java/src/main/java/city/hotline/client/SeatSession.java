package city.hotline.client;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.ExtendWrapUp;
import city.hotline.proto.floor.v1.HoldCall;
import city.hotline.proto.floor.v1.LeaveCall;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.ResumeCall;
import city.hotline.proto.floor.v1.SetPresence;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SignOut;
import city.hotline.proto.floor.v1.TakeBackCall;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One operator's seat: what it sees and does. The session opens itself again when its floor moves,
 * and repeats what was not answered, under the same ids. Thread-safe.
 */
public final class SeatSession implements AutoCloseable {

  private final Wire wire;
  private final SeatPlaces places;
  private final CommandSession ids;

  SeatSession(Wire wire, String seatId, SeatListener listener) {
    this.wire = wire;
    this.ids = new CommandSession(wire.settings().seatWindow());
    this.places = new SeatPlaces(wire, seatId, listener);
    places.open();
  }

  /** The seat of this session. */
  public String seatId() {
    return places.seatId();
  }

  /** How the seat stood last; absent before the first picture. */
  public @Nullable SeatPicture picture() {
    return places.picture();
  }

  /**
   * Sits down to take calls only.
   *
   * @param operator who, 1 to 64 characters
   * @param skills what the operator can take; empty means "general"
   * @param wrapUpSeconds own limit, 0 to 3,600; 0 means the floor's
   */
  public CompletableFuture<CommandAccepted> signIn(
      String operator, List<String> skills, int wrapUpSeconds) {
    return signIn(operator, skills, wrapUpSeconds, 0);
  }

  /**
   * Sits down.
   *
   * @param textContacts how many text contacts the operator holds at a time beside a call, 0 to 10
   */
  public CompletableFuture<CommandAccepted> signIn(
      String operator, List<String> skills, int wrapUpSeconds, int textContacts) {
    return send(
        SeatCommand.newBuilder()
            .setSignIn(
                SignIn.newBuilder()
                    .setOperator(operator)
                    .addAllSkills(skills)
                    .setTextContacts(textContacts)
                    .setWrapUpSeconds(wrapUpSeconds)));
  }

  /** Leaves. Refused while the seat has a call. */
  public CompletableFuture<CommandAccepted> signOut() {
    return send(SeatCommand.newBuilder().setSignOut(SignOut.getDefaultInstance()));
  }

  /** Ready, or why not; during a call it takes effect when the call is over. */
  public CompletableFuture<CommandAccepted> setPresence(Presence presence) {
    return send(
        SeatCommand.newBuilder().setSetPresence(SetPresence.newBuilder().setPresence(presence)));
  }

  /** Takes the call as the picture shows it offered; never a later offer of the same call. */
  public CompletableFuture<CommandAccepted> accept(Call offered) {
    return send(
        SeatCommand.newBuilder()
            .setAcceptCall(
                AcceptCall.newBuilder()
                    .setCallId(offered.getCallId())
                    .setAttempt(offered.getAttempt())));
  }

  /** Turns the call down that the picture shows offered; never a later offer of it. */
  public CompletableFuture<CommandAccepted> reject(Call offered) {
    return send(
        SeatCommand.newBuilder()
            .setRejectCall(
                RejectCall.newBuilder()
                    .setCallId(offered.getCallId())
                    .setAttempt(offered.getAttempt())));
  }

  /** Puts the caller on hold. */
  public CompletableFuture<CommandAccepted> hold(String callId) {
    return send(SeatCommand.newBuilder().setHoldCall(HoldCall.newBuilder().setCallId(callId)));
  }

  /** Takes the caller back. */
  public CompletableFuture<CommandAccepted> resume(String callId) {
    return send(SeatCommand.newBuilder().setResumeCall(ResumeCall.newBuilder().setCallId(callId)));
  }

  /** Ends the conversation; the wrap-up begins. */
  public CompletableFuture<CommandAccepted> end(String callId) {
    return send(SeatCommand.newBuilder().setEndCall(EndCall.newBuilder().setCallId(callId)));
  }

  /** Passes the caller on to another hotline; this seat is free. */
  public CompletableFuture<CommandAccepted> transfer(String callId, String hotline) {
    return send(
        SeatCommand.newBuilder()
            .setTransferCall(TransferCall.newBuilder().setCallId(callId).setHotline(hotline)));
  }

  /** Passes the caller on and stays on the line, while he waits and when somebody answers. */
  public CompletableFuture<CommandAccepted> accompany(String callId, String hotline) {
    return send(
        SeatCommand.newBuilder()
            .setTransferCall(
                TransferCall.newBuilder()
                    .setCallId(callId)
                    .setHotline(hotline)
                    .setAccompany(true)));
  }

  /** Leaves a caller whom it accompanies; this seat is free. */
  public CompletableFuture<CommandAccepted> leave(String callId) {
    return send(SeatCommand.newBuilder().setLeaveCall(LeaveCall.newBuilder().setCallId(callId)));
  }

  /** Takes a caller back whom it accompanies and whom nobody answered yet. */
  public CompletableFuture<CommandAccepted> takeBack(String callId) {
    return send(
        SeatCommand.newBuilder().setTakeBackCall(TakeBackCall.newBuilder().setCallId(callId)));
  }

  /** Gives the wrap-up so many seconds more, 1 to 600. */
  public CompletableFuture<CommandAccepted> extendWrapUp(String callId, int seconds) {
    return send(
        SeatCommand.newBuilder()
            .setExtendWrapUp(ExtendWrapUp.newBuilder().setCallId(callId).setSeconds(seconds)));
  }

  /** Ends the wrap-up without an order. */
  public CompletableFuture<CommandAccepted> wrapUp(String callId, Disposition disposition) {
    return send(
        SeatCommand.newBuilder()
            .setWrapUpCall(WrapUpCall.newBuilder().setCallId(callId).setDisposition(disposition)));
  }

  /** Ends the wrap-up with a work order; the answer has its id. */
  public CompletableFuture<CommandAccepted> wrapUp(String callId, OrderDraft order) {
    return send(
        SeatCommand.newBuilder()
            .setWrapUpCall(
                WrapUpCall.newBuilder()
                    .setCallId(callId)
                    .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                    .setOrder(order)));
  }

  /** Leaves the line without signing out: the seat falls silent and keeps its call. */
  @Override
  public void close() {
    places.close();
  }

  private CompletableFuture<CommandAccepted> send(SeatCommand.Builder command) {
    var answer = new CompletableFuture<CommandAccepted>();
    wire.counted(answer);
    boolean taken =
        ids.start(
            id -> {
              var result = new CompletableFuture<CommandAccepted>();
              var unused =
                  result.whenComplete(
                      (accepted, thrown) -> {
                        if (thrown == null) {
                          answer.complete(accepted);
                        } else {
                          answer.completeExceptionally(thrown);
                        }
                        ids.done(id.getCounter());
                      });
              places.send(command.setRequestId(id).build(), result);
            });
    if (!taken) {
      answer.completeExceptionally(
          new GridUnavailable("Too many commands wait at this seat: slow down and try again."));
    }
    return answer;
  }
}
