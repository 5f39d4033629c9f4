package city.hotline.gateway.webhook;

import java.time.Instant;

/**
 * An event that fails.
 *
 * @param eventId which
 * @param since when it was first tried
 * @param attempts how often it was tried
 * @param status of the last answer; 0 without one
 * @param error what was wrong with it
 */
record Trouble(String eventId, Instant since, int attempts, int status, String error) {}
