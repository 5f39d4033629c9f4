/**
 * What this node knows of the whole grid: the figures of every shard, who serves what, and how old
 * that is.
 *
 * <p>Here the call is one among those counted. Each node shows its own shards' acknowledged figures
 * to the others and collects theirs, so that walls, gauges and status agree on every node (DESIGN
 * D6, D10).
 */
@NullMarked
package city.hotline.node.board;

import org.jspecify.annotations.NullMarked;
