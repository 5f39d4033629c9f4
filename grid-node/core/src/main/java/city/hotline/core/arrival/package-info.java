/**
 * A call comes in: it gets its number and enters the floor.
 *
 * <p>Here, because from this instant on it is counted and must end in exactly one of the ways
 * {@link city.hotline.core.arrival.CallLife} allows; whatever cannot be served (an unknown hotline,
 * a call reported twice) is turned away before it has a number.
 */
@NullMarked
package city.hotline.core.arrival;

import org.jspecify.annotations.NullMarked;
