/**
 * The call and a seat find each other: the oldest call a free seat can take, the longest idle seat
 * for a new call.
 *
 * <p>Here, in one place and as a question to the two orders, because nobody waits while somebody
 * who could take the call is idle: that holds after each command, so only what the command has just
 * freed needs to be looked at.
 */
@NullMarked
package city.hotline.core.match;

import org.jspecify.annotations.NullMarked;
