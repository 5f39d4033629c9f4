/**
 * What belongs to citizens is sealed before it is written down, and opened where it is shown.
 *
 * <p>Here the caller's name, phone and address become bytes that only the citizen's own key opens,
 * before the command goes to its shard; and bytes become a caller again for a seat, a unit, the
 * switch. The keys lie in a file of each member, never in a journal: whoever destroys them has made
 * every copy of what they sealed unreadable, and has touched no figure (DESIGN D12).
 */
@NullMarked
package city.hotline.node.citizen;

import org.jspecify.annotations.NullMarked;
