package city.hotline.client;

import io.grpc.ClientInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a client behaves.
 *
 * @param patience how long a command is repeated before it is given up
 * @param attemptTimeout how long one attempt may take
 * @param linkWindow commands a link may have outstanding per district, 1 to 1024
 * @param seatWindow commands a seat may have outstanding, 1 to 1024
 * @param seatConnections connections per node that seat sessions are spread over
 * @param callbacks runs listeners and completes futures; absent means two threads of the client
 * @param interceptors see every attempt and every message
 * @param caller who all calls are from; absent means each is from whom it is for
 * @param credentials how the grid is shown who calls
 */
record ClientSettings(
    Duration patience,
    Duration attemptTimeout,
    int linkWindow,
    int seatWindow,
    int seatConnections,
    @Nullable Executor callbacks,
    List<ClientInterceptor> interceptors,
    @Nullable Identity caller,
    Credentials credentials) {

  /** A seat is silent after 15 s; it renews well within. */
  static final Duration RENEW_EVERY = Duration.ofSeconds(4);

  ClientSettings {
    if (linkWindow < 1 || linkWindow > 1024 || seatWindow < 1 || seatWindow > 1024) {
      throw new IllegalArgumentException(
          "window: " + linkWindow + ", " + seatWindow + " (expected: 1 to 1024)");
    }
    if (seatConnections < 1) {
      throw new IllegalArgumentException(
          "seatConnections: " + seatConnections + " (expected: > 0)");
    }
  }
}
