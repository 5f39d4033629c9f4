/**
 * Real time, made into grid time, ticks and lapsed leases.
 *
 * <p>Here the call's deadlines come due: the rules say when, this package says that it is now
 * (DESIGN D9). Nothing else in the node reads a clock for the rules.
 */
@NullMarked
package city.hotline.node.pulse;

import org.jspecify.annotations.NullMarked;
