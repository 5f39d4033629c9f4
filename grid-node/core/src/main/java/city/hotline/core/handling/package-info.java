/**
 * The unit signs, works and replies before the due time, or is marked overdue once.
 *
 * <p>Here, because the clocks run from dispatch to reply and nothing after the reply may move them.
 */
@NullMarked
package city.hotline.core.handling;

import org.jspecify.annotations.NullMarked;
