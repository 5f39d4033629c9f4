/**
 * How a program outside the grid takes part in a call: seats, departments, wallboards, switches.
 *
 * <p>Here, because deadlines, repeats, the way to the owner and resuming must be right once, not in
 * every program.
 */
@NullMarked
package city.hotline.client;

import org.jspecify.annotations.NullMarked;
