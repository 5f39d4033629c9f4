/**
 * The order goes to the unit that answers for its place, and to the district when that unit sends
 * it back.
 *
 * <p>Here, because who has the order is decided once for every later step, and a return must not
 * reset a clock.
 */
@NullMarked
package city.hotline.core.dispatch;

import org.jspecify.annotations.NullMarked;
