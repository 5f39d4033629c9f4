/**
 * What the gateway must not forget: subscriptions, how far each is, what could not be delivered.
 *
 * <p>Here, because the grid keeps no reader's place: whoever reads a history says where to go on.
 */
@NullMarked
package city.hotline.gateway.store;

import org.jspecify.annotations.NullMarked;
