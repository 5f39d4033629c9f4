package city.hotline.node.board;

import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.wallboard.v1.AreaFigures;

/**
 * Alerts of an area. One floor that has not told of its own makes the sum absent: it must not look
 * like nothing wrong. Not thread-safe.
 */
final class AlertSum {
  private int alerts;
  private int unacknowledged;
  private boolean told;
  private boolean missed;

  void add(FloorFigures floor) {
    if (floor.hasAlerts() && floor.hasAlertsUnacknowledged()) {
      alerts += floor.getAlerts();
      unacknowledged += floor.getAlertsUnacknowledged();
      told = true;
    } else {
      missed = true;
    }
  }

  void add(AlertSum other) {
    alerts += other.alerts;
    unacknowledged += other.unacknowledged;
    told |= other.told;
    missed |= other.missed || !other.told;
  }

  void addTo(AreaFigures.Builder area) {
    if (told && !missed) {
      area.setAlerts(alerts).setAlertsUnacknowledged(unacknowledged);
    }
  }
}
