/**
 * The gateway as a process: a client of the grid, a database, a port for all and one for who runs
 * it. The only place where its parts meet.
 */
@NullMarked
package city.hotline.gateway.launch;

import org.jspecify.annotations.NullMarked;
