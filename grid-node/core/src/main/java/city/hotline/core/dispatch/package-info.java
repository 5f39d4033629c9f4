/**
 * The order goes to the unit that the routing table names, and elsewhere when that unit asks and
 * the unit above agrees.
 *
 * <p>Here, because who has the order is decided once for every later step, and a return must not
 * reset a clock.
 */
@NullMarked
package city.hotline.core.dispatch;

import org.jspecify.annotations.NullMarked;
