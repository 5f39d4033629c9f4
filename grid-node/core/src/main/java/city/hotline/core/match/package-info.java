/**
 * The call and a seat find each other: the first in place that a free seat can take, the first seat
 * by its queue's strategy for a new call.
 *
 * <p>Here, in one place and as a question to the two orders, because nobody waits while somebody
 * who could take the call is idle: that holds after each command, so only what the command has just
 * freed needs to be looked at.
 */
@NullMarked
package city.hotline.core.match;

import org.jspecify.annotations.NullMarked;
