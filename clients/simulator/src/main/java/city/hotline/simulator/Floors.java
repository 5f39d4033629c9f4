package city.hotline.simulator;

import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.AcknowledgeAlert;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.AskSeatBack;
import city.hotline.proto.floor.v1.BoostCall;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.ExtendWrapUp;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.ForcePresence;
import city.hotline.proto.floor.v1.HoldCall;
import city.hotline.proto.floor.v1.LeaveCall;
import city.hotline.proto.floor.v1.LendSeat;
import city.hotline.proto.floor.v1.MarkSeatBack;
import city.hotline.proto.floor.v1.MarkSeatSilent;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.RecallSeat;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.ReportFailure;
import city.hotline.proto.floor.v1.ReportFlowOut;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.floor.v1.ResumeCall;
import city.hotline.proto.floor.v1.ReturnSeat;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SetPresence;
import city.hotline.proto.floor.v1.SetQueue;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SignOut;
import city.hotline.proto.floor.v1.SpareSeat;
import city.hotline.proto.floor.v1.TakeBackCall;
import city.hotline.proto.floor.v1.TakeSeat;
import city.hotline.proto.floor.v1.Tick;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.floor.v1.WelcomeSeat;
import city.hotline.proto.floor.v1.WrapUpCall;

/** The commands of a floor by their names. */
final class Floors {
  private Floors() {}

  private static FloorCommand.Builder command() {
    return FloorCommand.newBuilder();
  }

  static FloorCommand arrival(ReportArrival.Builder arrival) {
    return command().setReportArrival(arrival).build();
  }

  static FloorCommand abandon(String call) {
    return command().setReportAbandon(ReportAbandon.newBuilder().setCallId(call)).build();
  }

  static FloorCommand callerLeaves(String call) {
    return command().setReportEnd(ReportEnd.newBuilder().setCallId(call)).build();
  }

  static FloorCommand flowOut(String call, FlowOutKind kind) {
    return command()
        .setReportFlowOut(ReportFlowOut.newBuilder().setCallId(call).setKind(kind))
        .build();
  }

  static FloorCommand failure(String call) {
    return command().setReportFailure(ReportFailure.newBuilder().setCallId(call)).build();
  }

  static FloorCommand boost(String call, BoostReason reason) {
    return command().setBoostCall(BoostCall.newBuilder().setCallId(call).setReason(reason)).build();
  }

  static FloorCommand progress(String call, CallProgress progress, int attempt) {
    return command()
        .setReportProgress(
            ReportProgress.newBuilder().setCallId(call).setProgress(progress).setAttempt(attempt))
        .build();
  }

  static FloorCommand force(String seat, Presence presence) {
    return command()
        .setForcePresence(
            ForcePresence.newBuilder().setSeatId(seat).setPresence(presence).setBy("chief"))
        .build();
  }

  static FloorCommand lend(String seat, String borrower) {
    return command()
        .setLendSeat(LendSeat.newBuilder().setSeatId(seat).setBorrower(borrower).setBy("chief"))
        .build();
  }

  static FloorCommand take(Seat seat) {
    return command().setTakeSeat(TakeSeat.newBuilder().setSeat(seat)).build();
  }

  static FloorCommand askBack(String seat) {
    return command()
        .setAskSeatBack(AskSeatBack.newBuilder().setSeatId(seat).setBy("chief"))
        .build();
  }

  static FloorCommand spare(SpareSeat.Builder wanted) {
    return command().setSpareSeat(wanted).build();
  }

  static FloorCommand recall(String seat) {
    return command().setRecallSeat(RecallSeat.newBuilder().setSeatId(seat)).build();
  }

  static FloorCommand giveBack(String seat) {
    return command().setReturnSeat(ReturnSeat.newBuilder().setSeatId(seat).setBy("chief")).build();
  }

  static FloorCommand welcome(String seat, Presence presence) {
    return command()
        .setWelcomeSeat(WelcomeSeat.newBuilder().setSeatId(seat).setPresence(presence))
        .build();
  }

  static FloorCommand acknowledge(AlertKind kind, String subject) {
    return command()
        .setAcknowledgeAlert(
            AcknowledgeAlert.newBuilder().setKind(kind).setSubject(subject).setBy("chief"))
        .build();
  }

  static FloorCommand queue(QueueSettings.Builder settings) {
    return command().setSetQueue(SetQueue.newBuilder().setSettings(settings)).build();
  }

  static FloorCommand signIn(SignIn.Builder signIn) {
    return command().setSignIn(signIn).build();
  }

  static FloorCommand signOut(String seat) {
    return command().setSignOut(SignOut.newBuilder().setSeatId(seat)).build();
  }

  static FloorCommand presence(String seat, Presence presence) {
    return command()
        .setSetPresence(SetPresence.newBuilder().setSeatId(seat).setPresence(presence))
        .build();
  }

  static FloorCommand askCallback(String call) {
    return command().setAskCallback(AskCallback.newBuilder().setCallId(call)).build();
  }

  static FloorCommand accept(String seat, String call, int attempt) {
    return command()
        .setAcceptCall(AcceptCall.newBuilder().setSeatId(seat).setCallId(call).setAttempt(attempt))
        .build();
  }

  static FloorCommand reject(String seat, String call, int attempt) {
    return command()
        .setRejectCall(RejectCall.newBuilder().setSeatId(seat).setCallId(call).setAttempt(attempt))
        .build();
  }

  static FloorCommand hold(String seat, String call) {
    return command().setHoldCall(HoldCall.newBuilder().setSeatId(seat).setCallId(call)).build();
  }

  static FloorCommand extend(String seat, String call, int seconds) {
    return command()
        .setExtendWrapUp(
            ExtendWrapUp.newBuilder().setSeatId(seat).setCallId(call).setSeconds(seconds))
        .build();
  }

  static FloorCommand resume(String seat, String call) {
    return command().setResumeCall(ResumeCall.newBuilder().setSeatId(seat).setCallId(call)).build();
  }

  static FloorCommand end(String seat, String call) {
    return command().setEndCall(EndCall.newBuilder().setSeatId(seat).setCallId(call)).build();
  }

  static FloorCommand transfer(String seat, String call, String hotline) {
    return command()
        .setTransferCall(
            TransferCall.newBuilder().setSeatId(seat).setCallId(call).setHotline(hotline))
        .build();
  }

  static FloorCommand accompany(String seat, String call, String hotline) {
    return command()
        .setTransferCall(
            TransferCall.newBuilder()
                .setSeatId(seat)
                .setCallId(call)
                .setHotline(hotline)
                .setAccompany(true))
        .build();
  }

  static FloorCommand leave(String seat, String call) {
    return command().setLeaveCall(LeaveCall.newBuilder().setSeatId(seat).setCallId(call)).build();
  }

  static FloorCommand takeBack(String seat, String call) {
    return command()
        .setTakeBackCall(TakeBackCall.newBuilder().setSeatId(seat).setCallId(call))
        .build();
  }

  static FloorCommand wrapUp(WrapUpCall.Builder wrapUp) {
    return command().setWrapUpCall(wrapUp).build();
  }

  static FloorCommand silent(String seat) {
    return command().setMarkSeatSilent(MarkSeatSilent.newBuilder().setSeatId(seat)).build();
  }

  static FloorCommand back(String seat) {
    return command().setMarkSeatBack(MarkSeatBack.newBuilder().setSeatId(seat)).build();
  }

  static FloorCommand tick() {
    return command().setTick(Tick.getDefaultInstance()).build();
  }
}
