package city.hotline.node.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that one thread of an executor at a time does, without a lock: whoever asks meanwhile leaves
 * it to that thread, which then does it once more, and after a while queues up again behind others.
 * At most one task of it waits or runs, and what the work touches needs no guard of its own.
 * Thread-safe.
 */
public final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  /** Then whoever waits for a thread of the executor has one first; work that goes on looks too. */
  static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Runnable work;
  private final Executor executor;
  private final AtomicInteger asked = new AtomicInteger();

  /** Turns at this work, on these threads. */
  public Turns(Runnable work, Executor executor) {
    this.work = work;
    this.executor = executor;
  }

  /** Has the work done after this call began; of an executor that is closed, never. */
  public void ask() {
    if (asked.getAndIncrement() == 0) {
      submit();
    }
  }

  private void submit() {
    try {
      executor.execute(this::take);
    } catch (RejectedExecutionException e) {
      LOG.debug("this node closes, nobody is served any more");
    }
  }

  private void take() {
    long begin = System.nanoTime();
    do {
      int seen = asked.get();
      work.run();
      if (asked.compareAndSet(seen, 0)) {
        return;
      }
    } while (System.nanoTime() - begin < AT_ONCE_NANOS);
    submit();
  }
}
