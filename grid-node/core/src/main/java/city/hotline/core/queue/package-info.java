/**
 * The call waits: it has a place in its queue that never moves, in the line of what it asks for
 * now; less is asked as time goes by; and there are ways out before anybody answers.
 *
 * <p>Here, because a caller's place depends on nothing but when the call came, its priority and its
 * boosts; an offer that fails brings it back to that very place.
 */
@NullMarked
package city.hotline.core.queue;

import org.jspecify.annotations.NullMarked;
