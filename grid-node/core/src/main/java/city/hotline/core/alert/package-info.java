/**
 * What supervisors must look at: a queue that is too long, a service level that falls, a seat that
 * is stuck.
 *
 * <p>Here, because it only follows what the other steps bring about, and changes nothing of it.
 */
@NullMarked
package city.hotline.core.alert;

import org.jspecify.annotations.NullMarked;
