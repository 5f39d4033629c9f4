/**
 * Measures the grid against a bare distributed map, both in one run on the same members.
 *
 * <p>Here thousands of calls come and go for the sake of a figure; afterwards every acknowledged
 * one is looked for in the state.
 */
@NullMarked
package city.hotline.cli.bench;

import org.jspecify.annotations.NullMarked;
