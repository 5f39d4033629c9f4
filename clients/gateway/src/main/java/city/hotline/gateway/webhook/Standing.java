package city.hotline.gateway.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about a subscription's deliveries.
 *
 * @param lastDelivered when an event was last taken
 * @param lastError the last one, of whatever event
 * @param lastErrorAt when that was
 * @param dead how many dead letters there are
 */
record Standing(
    @Nullable Instant lastDelivered,
    @Nullable String lastError,
    @Nullable Instant lastErrorAt,
    long dead) {}
