package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.ExtendWrapUp;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.HoldCall;
import city.hotline.proto.floor.v1.MarkSeatBack;
import city.hotline.proto.floor.v1.MarkSeatSilent;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.ReportFailure;
import city.hotline.proto.floor.v1.ReportFlowOut;
import city.hotline.proto.floor.v1.ResumeCall;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SetPresence;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SignOut;
import city.hotline.proto.floor.v1.Tick;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * A floor on which stories are told: a clock that is moved by hand, commands by their names, and a
 * log of the facts.
 */
final class FloorStage {

  static final String CHAOYANG = "110105";

  /** 09:00 in Beijing on 24 November 2026. */
  static final long NINE = 1_795_482_000_000L;

  record Fact(FloorEvent event, Moment moment) {}

  final List<Fact> log = new ArrayList<>();
  final String district;
  final Moment founded;
  Floor floor;
  private long nowMs = NINE;
  private int switchCalls;

  FloorStage() {
    this(CHAOYANG);
  }

  FloorStage(String district) {
    this(district, FloorDefaults.SETTINGS);
  }

  FloorStage(String district, FloorSettings settings) {
    this.district = district;
    founded = now();
    floor = Floor.founded(district, Directory.beijing(), settings, founded);
  }

  Moment now() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(1).build();
  }

  long nowMs() {
    return nowMs;
  }

  FloorStage after(double seconds) {
    nowMs += Math.round(seconds * 1000);
    return this;
  }

  /** Lets time pass, ticking whenever something is due on the way. */
  FloorStage pass(double seconds) {
    long until = nowMs + Math.round(seconds * 1000);
    while (floor.nextDeadlineMs() <= until) {
      nowMs = Math.max(nowMs, floor.nextDeadlineMs());
      accepted(tick());
    }
    nowMs = until;
    return this;
  }

  Decision<FloorEvent> send(FloorCommand command) {
    FloorState before = floor.snapshot();
    Decision<FloorEvent> decision = floor.decide(command, now());
    assertThat(floor.snapshot()).as("decide changes nothing").isEqualTo(before);
    if (decision instanceof Decision.Accepted<FloorEvent> accepted) {
      if (!isBroughtByTheCourier(command)) {
        assertThat(accepted.events()).isNotEmpty();
      }
      for (FloorEvent event : accepted.events()) {
        floor.apply(event, now());
        log.add(new Fact(event, now()));
      }
      assertThat(floor.figures().getViolations()).isZero();
    }
    return decision;
  }

  /** Such a command is never refused: what was taken before is taken again, without a fact. */
  private static boolean isBroughtByTheCourier(FloorCommand command) {
    return command.hasTakeSeat()
        || command.hasRecallSeat()
        || command.hasWelcomeSeat()
        || command.hasSpareSeat();
  }

  Reply accepted(FloorCommand command) {
    Decision<FloorEvent> decision = send(command);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return ((Decision.Accepted<FloorEvent>) decision).reply();
  }

  Decision.Refused<FloorEvent> refused(FloorCommand command, Refusal reason) {
    Decision<FloorEvent> decision = send(command);
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    Decision.Refused<FloorEvent> refused = (Decision.Refused<FloorEvent>) decision;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.advice()).isNotBlank();
    return refused;
  }

  Decision.Refused<FloorEvent> refusedField(FloorCommand command, String field) {
    Decision.Refused<FloorEvent> refused = refused(command, Refusal.REFUSAL_INVALID_FIELD);
    assertThat(refused.metadata()).containsEntry("field", field).containsKeys("value", "expected");
    return refused;
  }

  /** A call comes in; its id. */
  String arrives() {
    return arrives("");
  }

  String arrives(String skill) {
    return accepted(arrival("switch-" + ++switchCalls, skill)).getCallId();
  }

  /** An operator sits down; the seat's id. */
  String sitsDown(String name, String... skills) {
    return accepted(signIn(district + "-" + name, "op-" + name, skills)).getSeatId();
  }

  Call call(String callId) {
    return floor.call(callId).orElseThrow();
  }

  Seat seat(String seatId) {
    return floor.seat(seatId).orElseThrow();
  }

  /** The facts of the last command, by name. */
  List<FloorEvent.EventCase> lastFacts(int count) {
    return log.subList(log.size() - count, log.size()).stream()
        .map(f -> f.event().getEventCase())
        .toList();
  }

  boolean somethingDue() {
    return floor.nextDeadlineMs() != StateMachine.NEVER && floor.nextDeadlineMs() <= nowMs;
  }

  static FloorCommand arrival(String switchCallId, String skill) {
    return arrival(ReportArrival.newBuilder().setSwitchCallId(switchCallId).setSkill(skill));
  }

  static FloorCommand arrival(ReportArrival.Builder arrival) {
    return FloorCommand.newBuilder().setReportArrival(arrival).build();
  }

  static FloorCommand abandon(String callId) {
    return FloorCommand.newBuilder()
        .setReportAbandon(ReportAbandon.newBuilder().setCallId(callId))
        .build();
  }

  static FloorCommand callerLeaves(String callId) {
    return FloorCommand.newBuilder().setReportEnd(ReportEnd.newBuilder().setCallId(callId)).build();
  }

  static FloorCommand flowOut(String callId, FlowOutKind kind) {
    return FloorCommand.newBuilder()
        .setReportFlowOut(ReportFlowOut.newBuilder().setCallId(callId).setKind(kind))
        .build();
  }

  static FloorCommand failure(String callId) {
    return FloorCommand.newBuilder()
        .setReportFailure(ReportFailure.newBuilder().setCallId(callId))
        .build();
  }

  static FloorCommand signIn(String seatId, String operator, String... skills) {
    return signIn(
        SignIn.newBuilder().setSeatId(seatId).setOperator(operator).addAllSkills(List.of(skills)));
  }

  static FloorCommand signIn(SignIn.Builder signIn) {
    return FloorCommand.newBuilder().setSignIn(signIn).build();
  }

  static FloorCommand signOut(String seatId) {
    return FloorCommand.newBuilder().setSignOut(SignOut.newBuilder().setSeatId(seatId)).build();
  }

  static FloorCommand presence(String seatId, Presence presence) {
    return FloorCommand.newBuilder()
        .setSetPresence(SetPresence.newBuilder().setSeatId(seatId).setPresence(presence))
        .build();
  }

  static FloorCommand accept(String seatId, String callId) {
    return FloorCommand.newBuilder()
        .setAcceptCall(AcceptCall.newBuilder().setSeatId(seatId).setCallId(callId))
        .build();
  }

  static FloorCommand reject(String seatId, String callId) {
    return FloorCommand.newBuilder()
        .setRejectCall(RejectCall.newBuilder().setSeatId(seatId).setCallId(callId))
        .build();
  }

  static FloorCommand hold(String seatId, String callId) {
    return FloorCommand.newBuilder()
        .setHoldCall(HoldCall.newBuilder().setSeatId(seatId).setCallId(callId))
        .build();
  }

  static FloorCommand resume(String seatId, String callId) {
    return FloorCommand.newBuilder()
        .setResumeCall(ResumeCall.newBuilder().setSeatId(seatId).setCallId(callId))
        .build();
  }

  static FloorCommand end(String seatId, String callId) {
    return FloorCommand.newBuilder()
        .setEndCall(EndCall.newBuilder().setSeatId(seatId).setCallId(callId))
        .build();
  }

  static FloorCommand extend(String seatId, String callId, int seconds) {
    return FloorCommand.newBuilder()
        .setExtendWrapUp(
            ExtendWrapUp.newBuilder().setSeatId(seatId).setCallId(callId).setSeconds(seconds))
        .build();
  }

  static FloorCommand transfer(String seatId, String callId, String hotline) {
    return FloorCommand.newBuilder()
        .setTransferCall(
            TransferCall.newBuilder().setSeatId(seatId).setCallId(callId).setHotline(hotline))
        .build();
  }

  static FloorCommand wrapUp(String seatId, String callId) {
    return wrapUp(seatId, callId, Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT);
  }

  static FloorCommand wrapUp(String seatId, String callId, Disposition disposition) {
    return wrapUp(
        WrapUpCall.newBuilder().setSeatId(seatId).setCallId(callId).setDisposition(disposition));
  }

  static FloorCommand wrapUp(WrapUpCall.Builder wrapUp) {
    return FloorCommand.newBuilder().setWrapUpCall(wrapUp).build();
  }

  static FloorCommand silent(String seatId) {
    return FloorCommand.newBuilder()
        .setMarkSeatSilent(MarkSeatSilent.newBuilder().setSeatId(seatId))
        .build();
  }

  static FloorCommand back(String seatId) {
    return FloorCommand.newBuilder()
        .setMarkSeatBack(MarkSeatBack.newBuilder().setSeatId(seatId))
        .build();
  }

  static FloorCommand tick() {
    return FloorCommand.newBuilder().setTick(Tick.getDefaultInstance()).build();
  }
}
