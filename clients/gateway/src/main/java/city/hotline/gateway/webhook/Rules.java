package city.hotline.gateway.webhook;

import java.time.Duration;

/**
 * How deliveries are made.
 *
 * @param giveUp how long an event is tried until it becomes a dead letter
 * @param deadline of one attempt
 * @param mostDead dead letters of one subscription; with so many, its next one waits instead
 * @param mostSubscriptions of the gateway
 */
record Rules(Duration giveUp, Duration deadline, int mostDead, int mostSubscriptions) {

  static Rules usual(Duration giveUp) {
    return new Rules(giveUp, Duration.ofSeconds(15), DeadLetters.MOST, 1_000);
  }
}
