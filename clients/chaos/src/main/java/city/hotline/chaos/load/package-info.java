/**
 * The people who go on working while the grid is broken: callers, seats, departments, readers, and
 * somebody who says everything twice. Seeded; through the client that everybody uses.
 */
@NullMarked
package city.hotline.chaos.load;

import org.jspecify.annotations.NullMarked;
