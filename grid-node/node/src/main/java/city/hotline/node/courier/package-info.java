/**
 * From shard to shard, exactly once (DESIGN D7).
 *
 * <p>Here the call that became an order reaches the docket of its street: the sender keeps it in
 * its outbox until the receiver has acknowledged it, and the receiver knows what it took before.
 */
@NullMarked
package city.hotline.node.courier;

import org.jspecify.annotations.NullMarked;
