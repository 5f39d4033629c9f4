/**
 * Facts are folded into the counters that wallboards show, in the transition that makes them true.
 *
 * <p>Here, because figures that are part of the state can never be out of step with what they
 * count.
 */
@NullMarked
package city.hotline.core.figures;

import org.jspecify.annotations.NullMarked;
