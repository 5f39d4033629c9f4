/**
 * A department that cannot hold a stream is told of its orders here: each event is POSTed to its
 * URL as a CloudEvent, signed, in order, until it is taken.
 *
 * <p>Here, because only who keeps its place in the stream beside what was delivered can promise
 * that nothing is lost; the grid's own promise ends with its reader's token.
 */
@NullMarked
package city.hotline.gateway.webhook;

import org.jspecify.annotations.NullMarked;
