/**
 * The wallboard: its page and the stream of pictures it shows.
 *
 * <p>Here the call is seen on the wall. Every node serves the same page, and a page may read any
 * node's stream.
 */
@NullMarked
package city.hotline.node.wall;

import org.jspecify.annotations.NullMarked;
