/**
 * What a person types: every command of {@code ./hotline}, and the start of every process.
 *
 * <p>Here a call can be followed by hand; the commands themselves only ask the grid, through the
 * client.
 */
@NullMarked
package city.hotline.cli;

import org.jspecify.annotations.NullMarked;
