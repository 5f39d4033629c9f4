package city.hotline.gateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pauses are over at once, and time has passed; kept to be looked at. */
final class FakeTime implements Time {

  private Instant now = Instant.parse("2026-11-27T08:00:00Z");
  private final List<Duration> pauses = new ArrayList<>();

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pause(Inbox inbox, Duration duration) {
    pauses.add(duration);
    now = now.plus(duration);
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }
}
