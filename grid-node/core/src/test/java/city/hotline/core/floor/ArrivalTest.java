package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

class ArrivalTest {

  private final FloorStage stage = new FloorStage();

  private static ReportArrival.Builder arrival() {
    return ReportArrival.newBuilder().setSwitchCallId("switch-1");
  }

  @Test
  void refusesACommandThatAsksForNothing() {
    stage.refusedField(FloorCommand.getDefaultInstance(), "command");
  }

  @Test
  void refusesACallWithoutTheSwitchsId() {
    stage.refusedField(FloorStage.arrival(ReportArrival.newBuilder()), "switch_call_id");
  }

  @Test
  void refusesFieldsThatAreTooLongAndCountsCharactersNotUnits() {
    stage.accepted(FloorStage.arrival(arrival().setSwitchCallId("\uD83D\uDCDE".repeat(64))));
    stage.refusedField(
        FloorStage.arrival(arrival().setSwitchCallId("x".repeat(65))), "switch_call_id");
    stage.refusedField(FloorStage.arrival(arrival().setHotline("1".repeat(33))), "hotline");
    stage.refusedField(FloorStage.arrival(arrival().setSkill("s".repeat(33))), "skill");
    stage.refusedField(FloorStage.arrival(arrival().setLanguage("z".repeat(36))), "language");
    stage.refusedField(from(Citizen.newBuilder().setName("n".repeat(201))), "caller.name");
    stage.refusedField(from(Citizen.newBuilder().setAddress("a".repeat(401))), "caller.address");
  }

  @Test
  void neverRepeatsPersonalDataInARefusal() {
    String phone = "13800000000".repeat(4);
    Decision.Refused<FloorEvent> refused =
        stage.refusedField(from(Citizen.newBuilder().setPhone(phone)), "caller.phone");
    assertThat(refused.metadata()).containsEntry("value", "44 characters");
    assertThat(refused.toString()).doesNotContain("138");
  }

  private static FloorCommand from(Citizen.Builder caller) {
    return FloorStage.arrival(arrival().setCaller(caller));
  }

  @Test
  void refusesAHotlineThatIsNotRegistered() {
    assertThat(
            stage
                .refused(
                    FloorStage.arrival(arrival().setHotline("99999")),
                    Refusal.REFUSAL_UNKNOWN_HOTLINE)
                .metadata())
        .containsEntry("hotline", "99999");
  }

  @Test
  void refusesACallReportedBeforeAndNamesIt() {
    String call = stage.accepted(FloorStage.arrival(arrival())).getCallId();
    assertThat(
            stage
                .refused(FloorStage.arrival(arrival()), Refusal.REFUSAL_CALL_ALREADY_REPORTED)
                .metadata())
        .containsEntry("call_id", call);
    stage.accepted(FloorStage.abandon(call));
    assertThat(stage.accepted(FloorStage.arrival(arrival())).getCallId()).isEqualTo("110105-2");
  }

  @Test
  void offersTheCallToTheLongestIdleSeatThatHasTheSkill() {
    stage.sitsDown("S001");
    String english = stage.sitsDown("S002", "general", "english");
    stage.sitsDown("S003", "english");
    String call = stage.arrives("english");
    assertThat(stage.call(call).getSeatId()).isEqualTo(english);
    assertThat(stage.call(call).getAttempt()).isEqualTo(1);
  }

  @Test
  void aCallNobodyCanTakeBlocksNobody() {
    String tibetan = stage.arrives("tibetan");
    String general = stage.arrives();
    String seat = stage.sitsDown("S001");
    assertThat(stage.call(general).getSeatId()).isEqualTo(seat);
    assertThat(stage.call(tibetan).getSeatId()).isEmpty();
    assertThat(stage.floor.figures().getOldestCallId()).isEqualTo(tibetan);
  }

  @Test
  void aSeatOfManySkillsTakesTheOldestCallOfAny() {
    String first = stage.arrives("water");
    String second = stage.arrives("heat");
    String third = stage.arrives("water");
    String heatFirst = stage.sitsDown("S001", "heat", "water");
    String waterFirst = stage.sitsDown("S002", "water", "heat");
    assertThat(stage.call(first).getSeatId()).isEqualTo(heatFirst);
    assertThat(stage.call(second).getSeatId()).isEqualTo(waterFirst);
    assertThat(stage.call(third).getSeatId()).isEmpty();
  }
}
