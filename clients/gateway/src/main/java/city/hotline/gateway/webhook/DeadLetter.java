package city.hotline.gateway.webhook;

import java.time.Instant;

/**
 * An event that was given up.
 *
 * @param number in the order they died
 * @param died when
 * @param trouble its last attempt
 */
record DeadLetter(long number, Event event, Instant died, Trouble trouble) {}
