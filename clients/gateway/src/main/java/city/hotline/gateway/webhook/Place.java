package city.hotline.gateway.webhook;

import org.jspecify.annotations.Nullable;

/**
 * How far a subscription is.
 *
 * @param token of the last message all of whose events are settled: taken, or dead letters; empty
 *     before the first
 * @param afterEvent id of the last settled event of the message after it; absent where none is
 */
record Place(String token, @Nullable String afterEvent) {

  static final Place BEGINNING = new Place("", null);
}
