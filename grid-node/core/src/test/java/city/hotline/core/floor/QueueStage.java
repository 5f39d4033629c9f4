package city.hotline.core.floor;

import city.hotline.proto.floor.v1.BoostCall;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.RoutingStep;
import city.hotline.proto.floor.v1.SetQueue;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SkillLevel;

/** A floor whose queue is run as a test says, and callers and seats that differ. */
final class QueueStage {

  final FloorStage stage = new FloorStage();
  private int calls;

  static QueueSettings.Builder general() {
    return QueueSettings.newBuilder().setQueue("general");
  }

  static RoutingStep step(int seconds, int minLevel) {
    return RoutingStep.newBuilder().setSeconds(seconds).setMinLevel(minLevel).build();
  }

  static RoutingStep anySeat(int seconds) {
    return RoutingStep.newBuilder().setSeconds(seconds).setAnySeat(true).build();
  }

  static FloorCommand set(QueueSettings.Builder settings) {
    return FloorCommand.newBuilder()
        .setSetQueue(SetQueue.newBuilder().setSettings(settings))
        .build();
  }

  static FloorCommand boost(String call, BoostReason reason) {
    return FloorCommand.newBuilder()
        .setBoostCall(BoostCall.newBuilder().setCallId(call).setReason(reason))
        .build();
  }

  QueueStage run(QueueSettings.Builder settings) {
    stage.accepted(set(settings));
    return this;
  }

  ReportArrival.Builder caller() {
    return ReportArrival.newBuilder().setSwitchCallId("call-" + ++calls);
  }

  ReportArrival.Builder caller(String phone) {
    return caller().setCaller(Citizen.newBuilder().setPhone(phone));
  }

  String arrives(ReportArrival.Builder arrival) {
    return stage.accepted(FloorStage.arrival(arrival)).getCallId();
  }

  String arrives() {
    return arrives(caller());
  }

  /** Sits down with one skill at this level. */
  String sitsDown(String name, String skill, int level) {
    return sitsDown(
        name,
        SignIn.newBuilder()
            .addSkills(skill)
            .addLevels(SkillLevel.newBuilder().setSkill(skill).setLevel(level)));
  }

  String sitsDown(String name, SignIn.Builder signIn) {
    String seat = stage.district + "-" + name;
    return stage
        .accepted(FloorStage.signIn(signIn.setSeatId(seat).setOperator("op-" + name)))
        .getSeatId();
  }

  /** Whom the call rings at; empty when nobody. */
  String ringsAt(String call) {
    return stage.call(call).getSeatId();
  }

  /** The seat takes what rings, talks, and is free again. */
  void serves(String seat, double talkSeconds) {
    String call = stage.seat(seat).getCallId();
    stage.accepted(FloorStage.accept(seat, call));
    stage.after(talkSeconds).accepted(FloorStage.end(seat, call));
    stage.accepted(FloorStage.wrapUp(seat, call));
  }
}
