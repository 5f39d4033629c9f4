/**
 * Lets a floor live at random, by the million commands, with crashes, repeats and commands that
 * come too late, and counts everything a second time by other means than the rules.
 */
@NullMarked
package city.hotline.simulator;

import org.jspecify.annotations.NullMarked;
