/**
 * The people around a call, simulated: citizens who dial, seats who answer, departments who act.
 *
 * <p>Here, outside the grid and through the client only, so that what holds for the simulated city
 * holds for a real one.
 */
@NullMarked
package city.hotline.city;

import org.jspecify.annotations.NullMarked;
