/**
 * One queue a shard on its owner's node, and the way there.
 *
 * <p>Here the call's command waits while the batch before it is in flight, becomes part of the next
 * one, and is answered when everything it was computed from is acknowledged (DESIGN D3, D4).
 */
@NullMarked
package city.hotline.node.sequencer;

import org.jspecify.annotations.NullMarked;
