/**
 * Orders are found beside their owner: an index of the dockets this node serves, folded from what
 * is acknowledged, is asked by people who look for an order.
 *
 * <p>Here the order can be found by what somebody remembers of it, the caller's number, its place,
 * its unit, a word, without a thread that commands wait for. The index is made anew at each start,
 * holds no number of a telephone, and says how far behind it is.
 */
@NullMarked
package city.hotline.node.search;

import org.jspecify.annotations.NullMarked;
