/**
 * The call waits: one line for each skill, oldest first, and the ways out of it before anybody
 * answers.
 *
 * <p>Here, because a caller's place depends on nothing but when the call came in; an offer that
 * fails brings it back to that very place.
 */
@NullMarked
package city.hotline.core.queue;

import org.jspecify.annotations.NullMarked;
