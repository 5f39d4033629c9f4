package city.hotline.node.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps room reserved ahead of the last entry and begins a new file at the full hour, on a thread
 * of its own: an append never waits for the file system to find space.
 */
final class House implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(House.class);
  private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long FULL_NANOS = Duration.ofMillis(200).toNanos();
  private static final long SMALLEST_STEP = 1 << 20;

  /** What the journal does, under its lock, when the next file is ready. */
  interface Roll {
    void into(Tail.Prepared next);
  }

  private final ReentrantLock lock;
  private final Tail tail;
  private final long reserveBytes;
  private final InstantSource clock;
  private final Roll roll;
  private final Consumer<Tail> roomChanged;
  private final Thread thread = new Thread(this::run, "journal-house");
  private final AtomicBoolean poked = new AtomicBoolean();
  private volatile long wanted;
  private volatile boolean closing;
  private volatile boolean full;
  private boolean late;

  House(
      ReentrantLock lock,
      Tail tail,
      JournalOptions options,
      Roll roll,
      Consumer<Tail> roomChanged) {
    this.lock = lock;
    this.tail = tail;
    this.reserveBytes = options.reserveBytes();
    this.clock = options.clock();
    this.roll = roll;
    this.roomChanged = roomChanged;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for room soon; cheap when asked again and again. */
  void poke(long bytes) {
    if (bytes > wanted) {
      wanted = bytes;
    }
    if (poked.compareAndSet(false, true)) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closing) {
      poked.set(false);
      try {
        round();
      } catch (RuntimeException e) {
        LOG.error("Keeping room in the journal failed; trying again in a second", e);
      }
      if (full) {
        pause();
      } else if (!poked.get()) {
        LockSupport.parkNanos(this, ROUND_NANOS);
      }
    }
  }

  /** Waits whoever pokes: a full disk does not get space by asking faster. */
  private void pause() {
    long until = System.nanoTime() + FULL_NANOS;
    for (long left = FULL_NANOS; left > 0 && !closing; left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  /** Tops up and rolls, if due. */
  synchronized void round() {
    if (!closing) {
      topUp();
      rollIfDue();
    }
  }

  private void topUp() {
    long asked = wanted;
    long room;
    long end;
    Reserve reserve;
    lock.lock();
    try {
      room = tail.room();
      end = tail.segment().end();
      reserve = tail.reserve();
    } finally {
      lock.unlock();
    }
    if (room >= reserveBytes / 2 && room >= asked) {
      wanted = 0;
      full(false);
      return;
    }
    boolean extended = false;
    long size = Math.max(reserveBytes, asked + reserveBytes / 2);
    for (; size >= SMALLEST_STEP && !extended; size /= 2) {
      long target = end + Tail.MARGIN + size;
      extended = target > reserve.end() && reserve.extendTo(target);
    }
    lock.lock();
    try {
      tail.reserved(reserve);
      roomChanged.accept(tail);
      room = tail.room();
    } finally {
      lock.unlock();
    }
    full(room < Math.max(asked, SMALLEST_STEP));
    wanted = full ? asked : 0;
  }

  private void full(boolean now) {
    if (now && !full) {
      LOG.error(
          "No space can be reserved for the journal {}: commands are refused until disk space is"
              + " freed",
          tail.segment().file());
    } else if (!now && full) {
      LOG.info("The journal has room again");
    }
    full = now;
  }

  private void rollIfDue() {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    boolean due;
    lock.lock();
    try {
      due = hour.isAfter(tail.hour()) && tail.segment().hasEntries();
    } finally {
      lock.unlock();
    }
    if (!due) {
      return;
    }
    Tail.@Nullable Prepared next;
    try {
      next = Tail.prepare(tail.writer(), hour, reserveBytes);
    } catch (IOException e) {
      if (!late) {
        LOG.warn("Cannot begin the journal's file of {} yet; staying in the last one", hour, e);
      }
      late = true;
      return;
    }
    late = false;
    if (next != null) {
      roll.into(next);
    }
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    synchronized (this) {
      // waits for a round under way
    }
  }
}
