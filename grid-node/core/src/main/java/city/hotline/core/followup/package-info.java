/**
 * The citizen is asked whether the unit responded, whether it is solved, how satisfied they are;
 * the answer closes the order or begins a new cycle.
 *
 * <p>Here, because only the citizen can say that a matter is resolved, never the unit's reply.
 */
@NullMarked
package city.hotline.core.followup;

import org.jspecify.annotations.NullMarked;
