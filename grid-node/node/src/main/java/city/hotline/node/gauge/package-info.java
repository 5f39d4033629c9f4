/**
 * Here the call is counted for those who watch from afar: what shards show and how this node does,
 * as Prometheus asks for it.
 *
 * <p>Nothing is incremented for the business figures: they are read, when asked for, from the board
 * that also feeds the wall. So every node says the same, a restart forgets nothing, and no screen
 * disagrees with another. Only what concerns this one process is counted here.
 */
@NullMarked
package city.hotline.node.gauge;

import org.jspecify.annotations.NullMarked;
