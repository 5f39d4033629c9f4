package city.hotline.node.gauge;

import city.hotline.node.courier.Courier;
import city.hotline.node.endpoint.Traffic;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.journal.Journal;
import city.hotline.node.pulse.Ticks;
import city.hotline.node.replica.Replicas;
import city.hotline.node.sequencer.Sequencer;
import java.util.function.IntSupplier;

/**
 * What this node's own metrics are read from.
 *
 * @param walls how many pages read this node's stream
 */
public record NodeParts(
    Meters meters,
    Sequencer sequencer,
    Traffic traffic,
    Ticks ticks,
    Courier courier,
    Journal journal,
    Tenures tenures,
    Replicas replicas,
    Acknowledgements acknowledgements,
    Voters voters,
    HazelcastGrid grid,
    IntSupplier walls) {}
