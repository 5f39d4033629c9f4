package city.hotline.node.launch;

import city.hotline.node.board.CityVoters;
import city.hotline.node.board.Newsroom;
import city.hotline.node.endpoint.BoardWatcher;
import city.hotline.node.epoch.Founding;
import city.hotline.node.epoch.Keeper;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.pulse.SeatLeases;
import city.hotline.node.pulse.Ticks;
import city.hotline.node.search.OrderSearch;
import city.hotline.node.sequencer.Sequencer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything a node does again and again, with its period in milliseconds. */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  record Parts(
      Keeper keeper,
      Runnable refreshing,
      Founding founding,
      HazelcastGrid grid,
      Newsroom newsroom,
      BoardWatcher watcher,
      Ticks ticks,
      Sequencer sequencer,
      SeatLeases leases,
      CityVoters voters) {}

  private final Threads threads;
  private final Parts parts;
  private final List<ScheduledFuture<?>> running = new ArrayList<>();

  Rounds(Threads threads, Parts parts) {
    this.threads = threads;
    this.parts = parts;
  }

  void start() {
    every(100, "keeping districts", parts.keeper::round);
    every(1_000, "refreshing", parts.refreshing);
    every(500, "founding", () -> parts.founding.round(parts.grid.isFirst()));
    every(250, "telling figures", parts.newsroom::round);
    every(250, "listening to nodes", parts.watcher::round);
    every(10, "ticking", parts.ticks::round);
    every(100, "expiring", parts.sequencer::expire);
    every(100, "changing voters", parts.voters::round);
    every(1_000, "leases", parts.leases::round);
  }

  /** On a thread of its own: a round can take a second. */
  void fold(OrderSearch search) {
    every(threads.folding(), OrderSearch.ROUND_MS, "folding orders", search::round);
  }

  void every(long periodMs, String what, Runnable round) {
    every(threads.scheduler(), periodMs, what, round);
  }

  private void every(ScheduledExecutorService on, long periodMs, String what, Runnable round) {
    running.add(
        on.scheduleWithFixedDelay(
            () -> {
              try {
                round.run();
              } catch (RuntimeException e) {
                LOG.error("{} failed, goes on with the next round", what, e);
              }
            },
            periodMs,
            periodMs,
            TimeUnit.MILLISECONDS));
  }

  void stop() {
    running.forEach(r -> r.cancel(false));
  }
}
