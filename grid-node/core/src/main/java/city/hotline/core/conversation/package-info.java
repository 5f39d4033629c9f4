/**
 * The call rings, is answered, held, ended and written up with one disposition, or a work order.
 *
 * <p>Here, because from the offer on the call belongs to one seat, which alone may move it;
 * deadlines give it back when the seat does not.
 */
@NullMarked
package city.hotline.core.conversation;

import org.jspecify.annotations.NullMarked;
