/**
 * What happened, as seen from outside: every attempt on the wire with its answer, every picture,
 * every message of a watch. Recorded while the grid is broken, read by the checks afterwards.
 */
@NullMarked
package city.hotline.chaos.history;

import org.jspecify.annotations.NullMarked;
