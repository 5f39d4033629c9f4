/**
 * Hazelcast, and nothing else of it anywhere: places the shards, runs them on their partition's
 * thread, carries bytes.
 *
 * <p>Here the call's command is decided, journaled and applied on the owner, and its records go to
 * the backups (DESIGN D2, D3).
 */
@NullMarked
package city.hotline.node.grid;

import org.jspecify.annotations.NullMarked;
