package city.hotline.gateway.webhook;

import city.hotline.client.HotlineException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a line is told: messages of the stream, that the grid refuses it, that there is something
 * else to do. Holds what the line has asked for and no more. Thread-safe.
 */
final class Inbox {

  /** One thing told. */
  sealed interface Told {
    /** The stream has a message. */
    record News(Message message) implements Told {}

    /** The stream is over. */
    record Refused(HotlineException reason) implements Told {}

    /** There is something else to do. */
    record Nudge() implements Told {}
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Told> told = new ArrayDeque<>();
  private boolean nudged;
  private boolean closed;

  void add(Told next) {
    lock.lock();
    try {
      told.add(next);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Of a stream that is over. */
  void clear() {
    lock.lock();
    try {
      told.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits looks what there is to do. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next thing; null when it is closed. */
  @Nullable Told take() {
    lock.lock();
    try {
      while (told.isEmpty() && !nudged && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return null;
      }
      if (nudged) {
        nudged = false;
        return new Told.Nudge();
      }
      return told.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits so long, or until it is nudged. */
  void awaitNudge(Duration duration) {
    lock.lock();
    try {
      long left = duration.toNanos();
      long end = System.nanoTime() + left;
      while (!nudged && !closed && left > 0) {
        try {
          if (!changed.await(left, TimeUnit.NANOSECONDS)) {
            return;
          }
        } catch (InterruptedException e) {
          throw new IllegalStateException("nobody interrupts a line", e);
        }
        left = end - System.nanoTime();
      }
      nudged = false;
    } finally {
      lock.unlock();
    }
  }
}
