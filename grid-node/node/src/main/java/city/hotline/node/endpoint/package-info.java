/**
 * gRPC: requests become commands, answers become replies, one class a service.
 *
 * <p>Here the call enters the grid, from the switch and from the seat, here both are told where it
 * should be, and here other nodes are reached. No rule of the hotline lives here.
 */
@NullMarked
package city.hotline.node.endpoint;

import org.jspecify.annotations.NullMarked;
