package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.floor.v1.AcknowledgeAlert;
import city.hotline.proto.floor.v1.Alert;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.shard.v1.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Supervisors are told what is wrong, while it is, and say who looks after it. */
class AlertTest {

  private final FloorStage stage = new FloorStage();

  private void alertAt(int waiting, int serviceLevel) {
    stage.accepted(
        QueueStage.set(
            QueueStage.general().setAlertWaiting(waiting).setAlertServiceLevel(serviceLevel)));
  }

  private static FloorCommand acknowledge(AlertKind kind, String subject, String by) {
    return FloorCommand.newBuilder()
        .setAcknowledgeAlert(
            AcknowledgeAlert.newBuilder().setKind(kind).setSubject(subject).setBy(by))
        .build();
  }

  private List<Alert> alerts() {
    List<Alert> alerts = stage.floor.picture().getAlertsList();
    Floor again = Floor.restored(stage.district, Directory.beijing(), stage.floor.snapshot());
    assertThat(again.picture().getAlertsList()).isEqualTo(alerts);
    return alerts;
  }

  private Alert only(AlertKind kind, String subject) {
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().get(0).getKind()).isEqualTo(kind);
    assertThat(alerts().get(0).getSubject()).isEqualTo(subject);
    return alerts().get(0);
  }

  @Test
  void aQueueIsTooLongWhileItIs() {
    alertAt(2, 0);
    stage.arrives();
    String second = stage.arrives();
    assertThat(alerts()).isEmpty();
    stage.after(30).arrives();
    stage.after(5).arrives();
    Alert alert = only(AlertKind.ALERT_KIND_QUEUE_LONG, "general");
    assertThat(Times.millis(alert.getSince())).isEqualTo(FloorStage.NINE + 30_000);
    stage.accepted(FloorStage.abandon(second));
    assertThat(alerts()).hasSize(1);
    stage.sitsDown("S1");
    stage.accepted(FloorStage.accept("110105-S1", "110105-1"));
    assertThat(alerts()).isEmpty();
  }

  @Test
  void aChangeOfSettingsCountsAtOnce() {
    stage.arrives();
    stage.arrives();
    alertAt(1, 0);
    only(AlertKind.ALERT_KIND_QUEUE_LONG, "general");
    alertAt(0, 0);
    assertThat(alerts()).isEmpty();
  }

  @Test
  void theServiceLevelFallsAndRisesByTheLastTwentyCallers() {
    alertAt(0, 80);
    for (int i = 0; i < 15; i++) {
      answeredAfter(1);
    }
    for (int i = 0; i < 4; i++) {
      answeredAfter(20);
    }
    assertThat(alerts()).isEmpty();
    answeredAfter(20);
    only(AlertKind.ALERT_KIND_SERVICE_LEVEL_LOW, "general");
    for (int i = 0; i < 15; i++) {
      answeredAfter(1);
      assertThat(alerts()).hasSize(1);
    }
    answeredAfter(1);
    assertThat(alerts()).isEmpty();
  }

  @Test
  void whoHangsUpAtOnceIsNotCountedAndWhoWaitedLongIs() {
    alertAt(0, 100);
    for (int i = 0; i < 19; i++) {
      answeredAfter(1);
    }
    String soon = stage.arrives();
    stage.after(4).accepted(FloorStage.abandon(soon));
    assertThat(alerts()).isEmpty();
    String late = stage.arrives();
    stage.after(60).accepted(FloorStage.abandon(late));
    only(AlertKind.ALERT_KIND_SERVICE_LEVEL_LOW, "general");
  }

  private void answeredAfter(int seconds) {
    String call = stage.arrives();
    stage.after(seconds);
    String seat = stage.sitsDown("S1");
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.end(seat, call));
    stage.accepted(FloorStage.wrapUp(seat, call));
    stage.accepted(FloorStage.signOut(seat));
  }

  @Test
  void aSeatThatFellSilentWithAConversationIsStuck() {
    String idle = stage.sitsDown("S2");
    stage.accepted(FloorStage.silent(idle));
    String seat = stage.sitsDown("S1");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.silent(seat));
    only(AlertKind.ALERT_KIND_SEAT_STUCK, seat);
    stage.accepted(FloorStage.back(seat));
    assertThat(alerts()).isEmpty();
  }

  @Test
  void somebodyLooksAfterItUntilItIsOver() {
    alertAt(1, 0);
    stage.arrives();
    String call = stage.arrives();
    stage.after(3);
    stage.accepted(acknowledge(AlertKind.ALERT_KIND_QUEUE_LONG, "general", "chief"));
    Alert alert = only(AlertKind.ALERT_KIND_QUEUE_LONG, "general");
    assertThat(alert.getAcknowledgedBy()).isEqualTo("chief");
    assertThat(Times.millis(alert.getAcknowledgedAt())).isEqualTo(stage.nowMs());
    stage.refused(
        acknowledge(AlertKind.ALERT_KIND_QUEUE_LONG, "general", "other"),
        Refusal.REFUSAL_ALERT_ACKNOWLEDGED);
    stage.accepted(FloorStage.abandon(call));
    stage.arrives();
    assertThat(only(AlertKind.ALERT_KIND_QUEUE_LONG, "general").getAcknowledgedBy()).isEmpty();
  }

  @Test
  void figuresCountAllAndThoseNobodyLooksAfter() {
    alertAt(1, 0);
    String seat = stage.sitsDown("S1");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    assertThat(counted()).isEqualTo("0 0");
    stage.accepted(FloorStage.silent(seat));
    stage.arrives();
    stage.arrives();
    assertThat(counted()).isEqualTo("2 2");
    stage.accepted(acknowledge(AlertKind.ALERT_KIND_QUEUE_LONG, "general", "chief"));
    assertThat(counted()).isEqualTo("2 1");
    stage.accepted(FloorStage.back(seat));
    assertThat(counted()).isEqualTo("1 0");
  }

  /** All, and those nobody looks after; nothing of it is absent, or the wall would say "-". */
  private String counted() {
    FloorFigures figures = stage.floor.figures();
    assertThat(figures.hasAlerts() && figures.hasAlertsUnacknowledged()).isTrue();
    return figures.getAlerts() + " " + figures.getAlertsUnacknowledged();
  }

  @Test
  void refusesWhatIsNotWrong() {
    stage.refused(
        acknowledge(AlertKind.ALERT_KIND_QUEUE_LONG, "general", "chief"),
        Refusal.REFUSAL_UNKNOWN_ALERT);
    stage.refusedField(acknowledge(AlertKind.ALERT_KIND_UNSPECIFIED, "general", "chief"), "kind");
    stage.refusedField(acknowledge(AlertKind.ALERT_KIND_SEAT_STUCK, "110105-S1", ""), "by");
  }

  @Test
  void refusesThresholdsThatCannotBe() {
    List<String> fields = new ArrayList<>();
    for (QueueSettings.Builder settings :
        List.of(
            QueueSettings.newBuilder().setAlertWaiting(-1),
            QueueSettings.newBuilder().setAlertServiceLevel(101))) {
      FloorCommand command = QueueStage.set(settings.setQueue("general"));
      fields.add(stage.refused(command, Refusal.REFUSAL_INVALID_FIELD).metadata().get("field"));
    }
    assertThat(fields).containsExactly("settings.alert_waiting", "settings.alert_service_level");
  }
}
