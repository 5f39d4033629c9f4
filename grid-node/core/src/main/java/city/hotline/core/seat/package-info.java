/**
 * The people who can take the call: who is signed in, ready, idle, on a call, or fallen silent.
 *
 * <p>Here, because a seat's presence, routing and contact are three things that move apart from
 * each other, and what a screen shows is derived from them, never stored beside them.
 */
@NullMarked
package city.hotline.core.seat;

import org.jspecify.annotations.NullMarked;
