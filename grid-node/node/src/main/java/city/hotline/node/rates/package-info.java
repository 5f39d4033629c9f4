/**
 * What citizens answered of the orders that this node serves is summed up, and that of all nodes
 * counted and ranked.
 *
 * <p>Here long closed orders show again in the rates of whoever replied to them. Dockets are only
 * asked for references to what they hold; adding up happens on threads that no command waits for.
 */
@NullMarked
package city.hotline.node.rates;

import org.jspecify.annotations.NullMarked;
