/**
 * Before the first call: checks the machine, wires the parts of a member and stops them in order.
 *
 * <p>Here, and only here, the parts learn of each other and of Spring; a part never looks up
 * another one.
 */
@NullMarked
package city.hotline.node.launch;

import org.jspecify.annotations.NullMarked;
