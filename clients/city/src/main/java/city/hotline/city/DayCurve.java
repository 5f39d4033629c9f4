package city.hotline.city;

import java.time.Instant;
import java.time.LocalTime;

/** How many calls come in when: quiet nights, a morning peak about 10, a second one about 15. */
final class DayCurve {

  /** Weight of each full hour; between them the curve is straight. */
  private static final double[] HOURS = {
    0.9, 0.6, 0.4, 0.3, 0.3, 0.5, 1.2, 2.8, 5.4, 7.6, 8.6, 7.8, 5.6, 5.4, 7.2, 8.0, 7.6, 6.6, 5.2,
    4.6, 4.2, 3.6, 2.5, 1.5
  };

  private static final double SUM = sum();

  private final int callsPerDay;

  DayCurve(int callsPerDay) {
    this.callsPerDay = callsPerDay;
  }

  /** Calls a second at a grid time. */
  double perSecond(long gridMs) {
    LocalTime local = Instant.ofEpochMilli(gridMs).atZone(GridTime.ZONE).toLocalTime();
    double hour = local.toSecondOfDay() / 3600.0;
    int full = (int) hour;
    double share = hour - full;
    double weight = HOURS[full] * (1 - share) + HOURS[(full + 1) % 24] * share;
    return callsPerDay * weight / SUM / 3600;
  }

  private static double sum() {
    double sum = 0;
    for (double hour : HOURS) {
      sum += hour;
    }
    return sum;
  }
}
