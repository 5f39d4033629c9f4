/**
 * Who may write, and what is safe.
 *
 * <p>Here the call's record becomes acknowledged: a majority of the voters has confirmed it to the
 * owner of the present epoch. And here a new owner finds everything that ever was acknowledged
 * before it serves (DESIGN D3, D8). Hazelcast only proposes the owner; safety never rests on its
 * view.
 */
@NullMarked
package city.hotline.node.epoch;

import org.jspecify.annotations.NullMarked;
