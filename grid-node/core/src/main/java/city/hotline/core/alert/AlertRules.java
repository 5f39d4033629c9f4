package city.hotline.core.alert;

import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.Fields;
import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.AcknowledgeAlert;
import city.hotline.proto.floor.v1.Alert;
import city.hotline.proto.floor.v1.AlertAcknowledged;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import java.util.Map;

/** A supervisor says: I look after this. */
public final class AlertRules {

  private final Alerts alerts;

  /** Rules over what is wrong on one floor. */
  public AlertRules(Alerts alerts) {
    this.alerts = alerts;
  }

  /** Refuses INVALID_FIELD, UNKNOWN_ALERT, ALERT_ACKNOWLEDGED. */
  public Decision<FloorEvent> acknowledge(AcknowledgeAlert command) {
    AlertKind kind = command.getKind();
    if (kind == AlertKind.ALERT_KIND_UNSPECIFIED || kind == AlertKind.UNRECOGNIZED) {
      return Decision.invalidField(
          "kind", command.getKindValue(), "queue long, service level low or seat stuck");
    }
    Decision<FloorEvent> invalid = Fields.by(command.getBy());
    if (invalid != null) {
      return invalid;
    }
    Alert alert = alerts.get(kind, command.getSubject());
    if (alert == null) {
      return Decision.refused(
          Refusal.REFUSAL_UNKNOWN_ALERT,
          Map.of("kind", kind.name(), "subject", CallRefusals.shortened(command.getSubject())),
          "Nothing of the kind is wrong there now; nothing is left to do.");
    }
    return alert.getAcknowledgedBy().isEmpty()
        ? acknowledged(command)
        : Decision.refused(
            Refusal.REFUSAL_ALERT_ACKNOWLEDGED,
            Map.of("by", alert.getAcknowledgedBy()),
            alert.getAcknowledgedBy() + " looks after it already: ask there.");
  }

  private static Decision<FloorEvent> acknowledged(AcknowledgeAlert command) {
    AlertAcknowledged.Builder fact =
        AlertAcknowledged.newBuilder()
            .setKind(command.getKind())
            .setSubject(command.getSubject())
            .setBy(command.getBy());
    return Decision.accepted(
        Reply.getDefaultInstance(),
        List.of(FloorEvent.newBuilder().setAlertAcknowledged(fact).build()));
  }
}
