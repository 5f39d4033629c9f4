/**
 * The call outside the grid: Kamailio parks the caller's INVITE, and this adapter tells the grid of
 * it and Kamailio what the grid wants done.
 *
 * <p>Here, because the grid knows calls, not SIP. Both sides are told where a call should be, again
 * and again until it is there; neither is asked to remember what it was told.
 */
@NullMarked
package city.hotline.kamailio;

import org.jspecify.annotations.NullMarked;
