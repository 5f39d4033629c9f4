package city.hotline.gateway.webhook;

import java.time.Duration;
import java.time.Instant;

/** Time as deliveries see it; tests have their own. */
interface Time {

  /** Of the machine. */
  Time REAL =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void pause(Inbox inbox, Duration duration) {
          inbox.awaitNudge(duration);
        }
      };

  /** Now. */
  Instant now();

  /** Waits until so much time has passed, or the inbox is nudged or closed. */
  void pause(Inbox inbox, Duration duration);
}
