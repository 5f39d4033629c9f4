package city.hotline.city;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does things at their grid time, on one thread of its own, to a fraction of a millisecond of real
 * time. Things must not wait for anything. Thread-safe.
 */
final class Timeline implements AutoCloseable {

  /** Grid time may be told anew: look at it at least so often. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private record Due(long gridMs, long order, Runnable task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(gridMs, other.gridMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final GridTime time;
  private final Problems problems;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long order;
  private boolean closed;

  Timeline(GridTime time, Problems problems) {
    this.time = time;
    this.problems = problems;
    var thread = new Thread(this::run, "hotline-city-timeline");
    thread.setDaemon(true);
    thread.start();
  }

  GridTime time() {
    return time;
  }

  /** At a grid time; one that is over means now. */
  void at(long gridMs, Runnable task) {
    lock.lock();
    try {
      Due first = queue.peek();
      queue.add(new Due(gridMs, order++, task));
      if (first == null || gridMs < first.gridMs()) {
        sooner.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** So many grid milliseconds from now. */
  void in(long gridMs, Runnable task) {
    at(time.nowMs() + gridMs, task);
  }

  /** How many things are still to come. */
  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Runnable task = next();
    while (task != null) {
      try {
        task.run();
      } catch (RuntimeException e) {
        problems.add("something due", e);
      }
      task = next();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (!closed) {
        Due first = queue.peek();
        long wait = first == null ? LONGEST_WAIT_NANOS : time.nanosUntil(first.gridMs());
        if (first != null && wait <= 0) {
          queue.remove();
          return first.task();
        }
        var unused = sooner.awaitNanos(Math.min(wait, LONGEST_WAIT_NANOS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return null;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
      sooner.signal();
    } finally {
      lock.unlock();
    }
  }
}
