package city.hotline.node.journal;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Forces what was appended to the disk, on a thread of its own and only when asked: all who ask
 * while it is busy are served by the next round.
 *
 * <p>{@code FileChannel.force(false)} on each file written since, and on the folder when a file is
 * new: Chronicle's own ways lose what crosses one of its chunks.
 */
final class Syncer implements AutoCloseable {

  /** What is to be forced: everything up to a place, which is in these files. */
  record Work(long place, List<Path> files, @Nullable Path newNamesIn) {}

  /** Where the work comes from and what becomes of it. */
  interface Source {
    Work take();

    JournalBroken broken(Throwable cause);
  }

  private final Source source;
  private final Thread thread = new Thread(this::run, "journal-sync");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final Condition answered = lock.newCondition();
  private final List<ForceListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable FileChannel channel;
  private @Nullable Path channelOf;
  private boolean demand;
  private boolean closing;
  private @Nullable JournalBroken broken;
  private volatile long forcedPlace;
  private final LongAdder forces = new LongAdder();
  private final LongAdder forceNanos = new LongAdder();

  Syncer(Source source) {
    this.source = source;
    thread.setDaemon(true);
  }

  void start(long alreadyForced) {
    forcedPlace = alreadyForced;
    thread.start();
  }

  void ask() {
    lock.lock();
    try {
      demand = true;
      asked.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until this place is on disk. */
  void force(long place) {
    lock.lock();
    try {
      while (forcedPlace < place) {
        if (broken != null) {
          throw broken;
        }
        if (closing) {
          throw new IllegalStateException("the journal is closed");
        }
        demand = true;
        asked.signal();
        answered.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitDemand()) {
        round();
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(source.broken(e));
    }
  }

  private boolean awaitDemand() {
    lock.lock();
    try {
      while (!demand && !closing) {
        asked.awaitUninterruptibly();
      }
      demand = false;
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  private void round() throws IOException {
    Work work = source.take();
    if (work.place <= forcedPlace) {
      answer(forcedPlace);
      return;
    }
    long begun = System.nanoTime();
    for (Path file : work.files) {
      channelOf(file).force(false);
    }
    if (work.newNamesIn != null) {
      DurableFile.forceFolder(work.newNamesIn);
    }
    forceNanos.add(System.nanoTime() - begun);
    forces.increment();
    answer(work.place);
    for (ForceListener listener : listeners) {
      listener.forced(work.place);
    }
  }

  private FileChannel channelOf(Path file) throws IOException {
    if (channel == null || !file.equals(channelOf)) {
      if (channel != null) {
        channel.close();
      }
      channel = FileChannel.open(file, WRITE);
      channelOf = file;
    }
    return channel;
  }

  private void answer(long place) {
    lock.lock();
    try {
      forcedPlace = place;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells all who wait, and the listeners, that the disk cannot be relied on. */
  void fail(JournalBroken why) {
    lock.lock();
    try {
      if (broken != null) {
        return;
      }
      broken = why;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(l -> l.broken(why));
  }

  void listen(ForceListener listener) {
    listeners.add(listener);
  }

  long forcedPlace() {
    return forcedPlace;
  }

  long forces() {
    return forces.sum();
  }

  long forceNanos() {
    return forceNanos.sum();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      asked.signal();
      answered.signalAll();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() == thread || !thread.isAlive()) {
      return;
    }
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
