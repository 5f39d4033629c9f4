/**
 * Where a call comes from and who answers for it: places, units, classes, hotlines, calendars.
 *
 * <p>Here, because every later step needs the same names for the same places, and because reading
 * them must not need a network or a clock.
 */
@NullMarked
package city.hotline.core.directory;

import org.jspecify.annotations.NullMarked;
