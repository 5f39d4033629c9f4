package city.hotline.gateway.launch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a gateway is started.
 *
 * @param data its data folder; made if absent
 * @param bind the address that health, metrics and Open311 listen on
 * @param httpPort the port of these
 * @param adminBind the address that who runs it asks at
 * @param adminPort the port of this
 * @param giveUp how long an event is tried until it becomes a dead letter
 */
public record GatewayOptions(
    Path data, String bind, int httpPort, String adminBind, int adminPort, Duration giveUp) {

  /** Checks what cannot be meant. */
  public GatewayOptions {
    if (giveUp.isNegative() || giveUp.isZero()) {
      throw new IllegalArgumentException("giveUp: " + giveUp + " (expected: more than nothing)");
    }
    if (httpPort != 0 && httpPort == adminPort) {
      throw new IllegalArgumentException(
          "adminPort: " + adminPort + " (expected: another than the port for all)");
    }
  }
}
