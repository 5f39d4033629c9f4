/**
 * Where a change becomes durable: what a shard has decided is appended here before it is applied,
 * and read back at the next start.
 *
 * <p>Here, because one append-only file per member is the only thing that survives kill -9 of all
 * members; and only here is Chronicle Queue known, because it is a fast framed file and not a
 * durability API: checksums, places, forcing, room and repair are our own.
 *
 * <p>A folder holds {@code node.id}, {@code lock}, {@code boot}, {@code checkpoint} and {@code
 * journal/}, in which each start has a numbered folder of its own: what an earlier process left is
 * only ever read, or cut at its torn end, never appended to. Files are not deleted yet: records are
 * kept at least 8 days, and so far for ever.
 */
@NullMarked
package city.hotline.node.journal;

import org.jspecify.annotations.NullMarked;
