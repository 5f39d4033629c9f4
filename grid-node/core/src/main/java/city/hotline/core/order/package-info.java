/**
 * The call has become an order: it gets a class with a limit, a place and a row in the book of its
 * docket.
 *
 * <p>Here, because from now on the order's life is told by one table and kept in one place,
 * whichever unit has it.
 */
@NullMarked
package city.hotline.core.order;

import org.jspecify.annotations.NullMarked;
