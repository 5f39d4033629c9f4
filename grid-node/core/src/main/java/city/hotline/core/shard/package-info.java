/**
 * One shard: a floor or a docket with what makes it safe to share.
 *
 * <p>Here the call's command gets its place in the one sequence of its shard, a repeat gets its
 * first answer again, and what must reach another shard waits in the outbox. Pure: the node brings
 * time, durability and copies.
 */
@NullMarked
package city.hotline.core.shard;

import org.jspecify.annotations.NullMarked;
