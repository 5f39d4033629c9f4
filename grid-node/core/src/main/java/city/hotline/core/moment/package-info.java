/**
 * Time, chance and the outcome of a decision, as values.
 *
 * <p>Nothing happens to the call here; every step of its journey is told the moment and answers
 * with a {@link city.hotline.core.moment.Decision}, so that replaying a journal gives the same
 * city, bit for bit.
 */
@NullMarked
package city.hotline.core.moment;

import org.jspecify.annotations.NullMarked;
