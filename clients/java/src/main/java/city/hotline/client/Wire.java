package city.hotline.client;

import io.grpc.CallOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What all parts of one client share: settings, ways to the nodes, one timer thread. */
final class Wire implements AutoCloseable {

  private static final long LOOK_AFTER_MS = 250;

  private final ClientSettings settings;
  private final @Nullable ExecutorService ownCallbacks;
  private final ScheduledThreadPoolExecutor timer;
  private final Channels channels;
  private final Routes routes;
  private final Map<Identity, CallOptions> options = new ConcurrentHashMap<>();
  private final Waiting waiting = new Waiting(this);
  private final Map<Attempts<?, ?>, CompletableFuture<?>> unanswered = new ConcurrentHashMap<>();
  private final AtomicInteger outstanding = new AtomicInteger();
  private volatile boolean closed;

  Wire(List<GridAddress> seeds, ClientSettings settings) {
    this.settings = settings;
    Executor given = settings.callbacks();
    this.ownCallbacks =
        given == null ? Executors.newFixedThreadPool(2, daemon("hotline-client")) : null;
    Executor callbacks = given != null ? given : Objects.requireNonNull(ownCallbacks);
    this.timer = new ScheduledThreadPoolExecutor(1, daemon("hotline-client-timer"));
    this.timer.setRemoveOnCancelPolicy(true);
    this.channels = new Channels(callbacks, settings.interceptors());
    this.routes = new Routes(seeds, channels, options(Identity.READER), timer, waiting);
    var unused =
        timer.scheduleWithFixedDelay(
            () -> unanswered.keySet().forEach(Attempts::lookAfter),
            LOOK_AFTER_MS,
            LOOK_AFTER_MS,
            TimeUnit.MILLISECONDS);
  }

  ClientSettings settings() {
    return settings;
  }

  /** How calls of this caller are made. */
  CallOptions options(Identity caller) {
    return options.computeIfAbsent(
        settings.caller() == null ? caller : settings.caller(),
        c -> CallOptions.DEFAULT.withCallCredentials(settings.credentials().forCalls(c)));
  }

  Routes routes() {
    return routes;
  }

  Waiting waiting() {
    return waiting;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  boolean closed() {
    return closed;
  }

  /** Runs later unless the client is closed by then. */
  void later(long delayMs, Runnable task) {
    try {
      var unused = timer.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: whoever waits was told.
      closed = true;
    }
  }

  /** Looks after these while they take long; whoever waits is told when the client closes. */
  void remember(Attempts<?, ?> attempts, CompletableFuture<?> answer) {
    unanswered.put(attempts, answer);
    var unused = answer.whenComplete((value, thrown) -> unanswered.remove(attempts));
    if (closed) {
      answer.completeExceptionally(new GridUnavailable("The client is closed."));
    }
  }

  /** Counts a command until it has its answer; whoever waits for the answer acts before that. */
  void counted(CompletableFuture<?> answer) {
    outstanding.incrementAndGet();
    var unused = answer.whenComplete((value, thrown) -> outstanding.decrementAndGet());
  }

  /** Commands without an answer. */
  int outstanding() {
    return outstanding.get();
  }

  /** Which of the connections for seats a seat uses. */
  int seatLane(String seatId) {
    return 1 + Math.floorMod(seatId.hashCode(), settings.seatConnections());
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    channels.close();
    for (CompletableFuture<?> answer : unanswered.values()) {
      answer.completeExceptionally(new GridUnavailable("The client is closed."));
    }
    if (ownCallbacks != null) {
      ownCallbacks.shutdown();
    }
  }

  private static ThreadFactory daemon(String name) {
    var count = new AtomicInteger();
    return task -> {
      var thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
