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

  private final CityClock time;
  private final Problems problems;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long order;
  private boolean busy;
  private boolean closed;

  Timeline(CityClock time, Problems problems) {
    this.time = time;
    this.problems = problems;
    var thread = new Thread(this::run, "hotline-city-timeline");
    thread.setDaemon(true);
    thread.start();
  }

  CityClock time() {
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

  /** Whether nothing is being done and nothing is due. */
  boolean idle() {
    lock.lock();
    try {
      Due first = queue.peek();
      return !busy && (first == null || time.nanosUntil(first.gridMs()) > 0);
    } finally {
      lock.unlock();
    }
  }

  /** The clock was set: something may be due now. */
  void clockSet() {
    lock.lock();
    try {
      sooner.signal();
    } finally {
      lock.unlock();
    }
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
      busy = false;
      while (!closed) {
        Due first = queue.peek();
        long wait = first == null ? LONGEST_WAIT_NANOS : time.nanosUntil(first.gridMs());
        if (first != null && wait <= 0) {
          queue.remove();
          busy = true;
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
