/**
 * The live call floor of one district: the state machine that leads a call through all steps from
 * arrival to wrap-up.
 *
 * <p>Here, because one writer over the whole floor makes it impossible that a call is at two seats,
 * a seat has two calls, or a number does not add up.
 */
@NullMarked
package city.hotline.core.floor;

import org.jspecify.annotations.NullMarked;
