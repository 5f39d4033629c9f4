package city.hotline.chaos.load;

import city.hotline.chaos.history.Tape;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reads a district's orders, and again and again hangs up and goes on by the token of the last
 * message it has. Thread-safe.
 */
final class Reader implements AutoCloseable {
  private final HotlineClient client;
  private final Tape tape;
  private @Nullable Reading reading;
  private String token = "";

  Reader(HotlineClient client, Tape tape) {
    this.client = client;
    this.tape = tape;
  }

  /** Hangs up if it reads. What comes after that is not taken any more. */
  synchronized void hangUp() {
    Reading now = reading;
    reading = null;
    if (now != null) {
      now.end();
    }
  }

  /** Goes on where it was, unless it reads. */
  synchronized void goOn() {
    if (reading == null) {
      reading = new Reading();
      reading.begin(token);
    }
  }

  private synchronized void read(Reading by, WatchOrdersResponse message) {
    if (reading == by) {
      tape.add(message);
      token = message.getToken().isEmpty() ? token : message.getToken();
    }
  }

  @Override
  public void close() {
    hangUp();
  }

  /** One connection's worth. */
  private final class Reading implements OrderListener {
    private @Nullable OrderWatch watch;

    void begin(String from) {
      watch = client.watchOrders(tape.district(), from, this);
    }

    void end() {
      if (watch != null) {
        watch.close();
      }
    }

    @Override
    public void onMessage(WatchOrdersResponse message) {
      read(this, message);
    }

    @Override
    public void onRefused(HotlineException reason) {
      throw reason;
    }
  }
}
