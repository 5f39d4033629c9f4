package city.hotline.node.feed;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that one thread at a time does, without a lock: whoever asks meanwhile leaves it to that
 * thread, which then does it once more. What the work touches needs no guard of its own.
 * Thread-safe.
 */
public final class Turns {
  private final Runnable work;
  private final AtomicInteger asked = new AtomicInteger();

  /** Turns at this work. */
  public Turns(Runnable work) {
    this.work = work;
  }

  /** Has the work done after this call began: here, or by the thread that is at it. */
  public void ask() {
    if (asked.getAndIncrement() != 0) {
      return;
    }
    int seen;
    do {
      seen = asked.get();
      work.run();
    } while (!asked.compareAndSet(seen, 0));
  }
}
