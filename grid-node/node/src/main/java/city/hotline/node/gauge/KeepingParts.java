package city.hotline.node.gauge;

import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.Replicas;

/** What the metrics of this node's journal, copies and place in the cluster are read from. */
public record KeepingParts(
    Journal journal,
    Tenures tenures,
    Replicas replicas,
    Acknowledgements acknowledgements,
    Voters voters,
    HazelcastGrid grid) {}
