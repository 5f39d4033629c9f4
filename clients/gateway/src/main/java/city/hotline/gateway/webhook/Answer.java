package city.hotline.gateway.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver made of an event.
 *
 * @param status its HTTP status; 0 without an answer
 * @param error what was wrong; empty when it took the event
 * @param retryAfter how long it wants to be left alone, if it says so
 */
record Answer(int status, String error, @Nullable Duration retryAfter) {

  private static final int LONGEST = 500;

  Answer {
    if (error.length() > LONGEST) {
      error = error.substring(0, LONGEST);
    }
  }

  static Answer none(String error) {
    return new Answer(0, error, null);
  }

  boolean taken() {
    return status >= 200 && status < 300;
  }

  /** Whether it will say the same again: its own fault, or ours. */
  boolean isFinal() {
    return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
  }
}
