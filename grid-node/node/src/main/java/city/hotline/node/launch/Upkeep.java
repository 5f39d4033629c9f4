package city.hotline.node.launch;

import city.hotline.node.board.Newsroom;
import city.hotline.node.epoch.Checkpointer;
import city.hotline.node.epoch.Retention;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the journal short, on a thread of its own: what it waits for delays nobody else. */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long PERIOD_MS = 500;
  private static final long END_SECONDS = 10;

  /** Once a minute. */
  private static final int RETENTION_EVERY = 120;

  private final Checkpointer checkpointer;
  private final Retention retention;
  private final Newsroom newsroom;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Threads.named("upkeep"));

  private long rounds;

  Upkeep(Checkpointer checkpointer, Retention retention, Newsroom newsroom) {
    this.checkpointer = checkpointer;
    this.retention = retention;
    this.newsroom = newsroom;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::round, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      checkpointer
          .round()
          .ifPresent(
              made -> {
                retention.made(made);
                newsroom.checkpointed(made.held());
              });
      if (++rounds % RETENTION_EVERY == 0) {
        retention.round();
      }
    } catch (RuntimeException e) {
      LOG.error("upkeep of the journal failed, goes on with the next round", e);
    }
  }

  /** Waits for a round under way, which ends soon: the journal is about to be closed. */
  @Override
  public void close() {
    checkpointer.stop();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("upkeep of the journal did not end within {} s", END_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
