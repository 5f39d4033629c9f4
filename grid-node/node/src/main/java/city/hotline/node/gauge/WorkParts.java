package city.hotline.node.gauge;

import city.hotline.node.courier.Courier;
import city.hotline.node.endpoint.Traffic;
import city.hotline.node.pulse.Ticks;
import city.hotline.node.search.OrderSearch;
import city.hotline.node.sequencer.Sequencer;
import java.util.function.IntSupplier;

/**
 * What the metrics of this node's work are read from.
 *
 * @param walls how many pages read this node's stream
 */
public record WorkParts(
    Meters meters,
    Sequencer sequencer,
    Traffic traffic,
    Ticks ticks,
    Courier courier,
    OrderSearch search,
    IntSupplier walls) {}
