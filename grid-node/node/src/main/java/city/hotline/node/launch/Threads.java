package city.hotline.node.launch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Every pool of a node, in one place, each with its bound. */
final class Threads implements AutoCloseable {
  private static final int MOST_REPAIRS_WAITING = 1_000;
  private static final int MOST_SEARCHES_WAITING = 200;
  private static final int MOST_KEYS_WAITING = 2_000;

  /** Bounded by the lanes: one batch each is in flight. */
  private final ExecutorService completions = Executors.newFixedThreadPool(2, named("completion"));

  /** Bounded by the districts: one takeover each runs. */
  private final ExecutorService takeovers =
      new ThreadPoolExecutor(
          4, 4, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("takeover"));

  private final ThreadPoolExecutor repairs =
      new ThreadPoolExecutor(
          2,
          2,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_REPAIRS_WAITING),
          named("repair"));

  private final ThreadPoolExecutor handouts =
      new ThreadPoolExecutor(
          4,
          4,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_REPAIRS_WAITING),
          named("handout"));

  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(2, named("round"));

  /** Bounded by the streams that are open: one task each waits or runs. */
  private final ScheduledExecutorService readers =
      Executors.newScheduledThreadPool(2, named("reader"));

  /** What comes while so many wait is not searched; who asked is told. */
  private final ThreadPoolExecutor searches =
      new ThreadPoolExecutor(
          2,
          2,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_SEARCHES_WAITING),
          named("search"));

  /** What changes the keys of citizens; more waiting is refused. Ended by who uses it. */
  private final ThreadPoolExecutor keys =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_KEYS_WAITING), named("keys"));

  /** One round at a time. */
  private final ScheduledExecutorService folding =
      Executors.newSingleThreadScheduledExecutor(named("folding"));

  Threads() {
    ((ThreadPoolExecutor) takeovers).allowCoreThreadTimeOut(true);
    repairs.allowCoreThreadTimeOut(true);
    handouts.allowCoreThreadTimeOut(true);
    searches.allowCoreThreadTimeOut(true);
    keys.allowCoreThreadTimeOut(true);
  }

  static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "hotline-" + name + '-' + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  ExecutorService completions() {
    return completions;
  }

  ExecutorService takeovers() {
    return takeovers;
  }

  ExecutorService repairs() {
    return repairs;
  }

  ExecutorService handouts() {
    return handouts;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  ScheduledExecutorService readers() {
    return readers;
  }

  ExecutorService searches() {
    return searches;
  }

  ExecutorService keys() {
    return keys;
  }

  ScheduledExecutorService folding() {
    return folding;
  }

  void stopTakeovers() {
    takeovers.shutdownNow();
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    readers.shutdownNow();
    takeovers.shutdownNow();
    repairs.shutdownNow();
    handouts.shutdownNow();
    searches.shutdown();
    folding.shutdown();
    completions.shutdown();
  }
}
