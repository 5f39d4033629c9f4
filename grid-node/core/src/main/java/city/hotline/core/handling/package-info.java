/**
 * The unit signs, contacts the citizen and replies, each in time or it is told and reported; it
 * asks for more time, for the pending list, for help, and is urged.
 *
 * <p>Here, because the clocks run from dispatch to reply and nothing after the reply may move them.
 */
@NullMarked
package city.hotline.core.handling;

import org.jspecify.annotations.NullMarked;
