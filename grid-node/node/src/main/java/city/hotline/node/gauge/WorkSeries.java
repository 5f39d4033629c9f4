package city.hotline.node.gauge;

import java.util.List;
import java.util.Locale;

/** How this node works: what passes through it, and who is connected to it. */
final class WorkSeries implements Series.Source {
  private static final Family COMMANDS =
      Family.histogram(
          "hotline_command_seconds",
          "Commands and reads on this node's shards: time from the start of their batch to its"
              + " acknowledgement by a majority, the wait in the queue before it not included.");
  private static final Family BATCHES =
      Family.histogram(
          "hotline_batch_commands", "How many commands and reads ran together in one batch.");
  private static final Family QUEUED =
      Family.gauge("hotline_queue_depth", "Commands and reads that wait for a batch.");
  private static final Family REFUSALS =
      Family.counter(
          "hotline_refusals",
          "Refusals that left this node towards a caller, by reason; a refused command leaves no"
              + " other trace.");
  private static final Family SUBSCRIBERS =
      Family.gauge(
          "hotline_subscribers",
          "Open streams to callers: sessions of seats, walls (pages and figure streams), watches"
              + " of orders. Streams that a node relays are counted where the caller is.");
  private static final Family TICKS =
      Family.counter("hotline_ticks", "Ticks sent to this node's shards for what was due.");
  private static final Family UNDELIVERED =
      Family.gauge(
          "hotline_courier_undelivered",
          "Entries of outboxes on their way from this node's shards to others.");

  private static final Family SEARCHES =
      Family.histogram(
          "hotline_search_seconds",
          "Searches of this node's index of orders: time of the search alone, the wait for a thread"
              + " not included.");
  private static final Family FOUND =
      Family.gauge("hotline_search_orders", "Orders in this node's index, closed ones included.");
  private static final Family UNFOLDED =
      Family.gauge(
          "hotline_search_unfolded",
          "Orders of this node that have changed and are not found as they are now yet.");
  private static final Family SEARCH_LAG =
      Family.gauge(
          "hotline_search_lag_seconds",
          "How long the oldest acknowledged change that this node's index does not show yet has been"
              + " acknowledged, at most; 0 when it shows all.");

  private final WorkParts node;

  WorkSeries(WorkParts node) {
    this.node = node;
  }

  @Override
  public List<Family> families() {
    return List.of(
        COMMANDS,
        BATCHES,
        QUEUED,
        REFUSALS,
        SUBSCRIBERS,
        TICKS,
        UNDELIVERED,
        SEARCHES,
        FOUND,
        UNFOLDED,
        SEARCH_LAG);
  }

  @Override
  public void addTo(Series series) {
    node.meters().addCommands(series, COMMANDS);
    node.meters().addBatches(series, BATCHES);
    series.add(QUEUED, node.sequencer().depth());
    node.traffic()
        .refusals()
        .forEach(
            (reason, count) ->
                series.add(
                    REFUSALS,
                    count,
                    "reason",
                    reason.name().substring("REFUSAL_".length()).toLowerCase(Locale.ROOT)));
    series.add(SUBSCRIBERS, node.traffic().seatSessions(), "kind", "seat");
    series.add(
        SUBSCRIBERS, node.traffic().figureWatches() + node.walls().getAsInt(), "kind", "wall");
    series.add(SUBSCRIBERS, node.traffic().orderWatches(), "kind", "orders");
    series.add(TICKS, node.ticks().sent());
    series.add(UNDELIVERED, node.courier().undelivered());
    node.meters().addSearches(series, SEARCHES);
    series.add(FOUND, node.search().size());
    series.add(UNFOLDED, node.search().waiting());
    series.add(SEARCH_LAG, node.search().lagNanos() / 1e9);
  }
}
