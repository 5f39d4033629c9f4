/**
 * The copies this node holds.
 *
 * <p>Here the call's record becomes durable on one node: it is accepted only onto exactly its
 * predecessor, journaled, then applied. Owner and backups hold the same kind of copy and follow the
 * same rules (DESIGN D3, D8).
 */
@NullMarked
package city.hotline.node.replica;

import org.jspecify.annotations.NullMarked;
