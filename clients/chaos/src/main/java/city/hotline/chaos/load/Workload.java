package city.hotline.chaos.load;

import city.hotline.chaos.history.History;
import city.hotline.chaos.history.Tap;
import city.hotline.client.HotlineClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Everybody who works with the grid during one run. Thread-safe. */
public final class Workload implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SEATS = 3;
  private static final int LOOK_MS = 500;
  private static final int LEND_MS = 300;
  private static final int REPEAT_MS = 60;
  private static final int SLEEPS_AFTER_MS = 5_000;
  private static final int DRAIN_LOOK_MS = 500;

  private final HotlineClient client;
  private final Repeater repeater;
  private final History history;
  private final SplittableRandom random;
  private final Map<String, Callers> callers = new LinkedHashMap<>();
  private final List<SeatDriver> seats = new ArrayList<>();
  private final List<Desk> desks = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final List<Reader> sleepers = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "chaos-workload");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable Lender lender;
  private volatile int mostWaiting = 12;
  private volatile boolean calling = true;

  /** Connects to these nodes. */
  public Workload(List<String> addresses, long seed, History history) {
    this.history = history;
    this.random = new SplittableRandom(seed);
    this.repeater = new Repeater(random.split());
    Tap tap = new Tap(history, repeater);
    this.client =
        HotlineClient.builder(addresses)
            .patience(PATIENCE)
            .attemptTimeout(Duration.ofSeconds(3))
            .interceptor(tap)
            .build();
    repeater.connect(addresses, tap);
  }

  /**
   * Everybody begins in these districts.
   *
   * @param quiet where nobody sits: callers come and go, and no deadline runs
   * @param callEveryMs a new call for each district so often
   */
  public void begin(List<String> districts, List<String> quiet, int callEveryMs) {
    for (String district : quiet) {
      callers.put(district, new Callers(district, false, client.switchLink(), random.split()));
    }
    Town town = Town.of(client.directory(), districts);
    for (String district : districts) {
      Callers here = new Callers(district, true, client.switchLink(), random.split());
      callers.put(district, here);
      for (int i = 1; i <= SEATS; i++) {
        String seat = SeatDriver.idOf(district, i);
        seats.add(
            new SeatDriver(
                client,
                seat,
                call -> tell(call, Callers::taken),
                call -> tell(call, Callers::passedOn),
                town,
                random.split()));
      }
      desks.add(
          new Desk(
              client, district, history.tape("desk of " + district, district), random.split()));
      readers.add(new Reader(client, history.tape("reader of " + district, district)));
      Reader sleeper = new Reader(client, history.tape("sleeper of " + district, district));
      sleepers.add(sleeper);
      sleeper.goOn();
      var unused = timer.schedule(sleeper::hangUp, SLEEPS_AFTER_MS, TimeUnit.MILLISECONDS);
    }
    every(callEveryMs, () -> callers.values().forEach(c -> c.next(calling ? mostWaiting : 0)));
    Lender lenders = new Lender(client, districts, SEATS, random.split());
    every(LEND_MS, () -> lend(lenders));
    lender = lenders;
    every(REPEAT_MS, repeater::again);
    every(LOOK_MS, () -> seats.forEach(SeatDriver::look));
    SplittableRandom turns = random.split();
    every(LOOK_MS, () -> readers.forEach(r -> turn(r, turns)));
  }

  private void lend(Lender lenders) {
    if (calling) {
      lenders.next();
    }
  }

  /** A call rings at a seat of some floor. */
  private void tell(String call, BiConsumer<Callers, String> what) {
    Callers of = callers.get(call.substring(0, call.indexOf('-')));
    if (of != null) {
      what.accept(of, call);
    }
  }

  private void turn(Reader reader, SplittableRandom turns) {
    if (turns.nextInt(4) == 0) {
      reader.hangUp();
    } else {
      reader.goOn();
    }
  }

  private void every(int ms, Runnable task) {
    var unused = timer.scheduleWithFixedDelay(task, ms, ms, TimeUnit.MILLISECONDS);
  }

  /** The newest of what was acknowledged about calls is said again to one node, by its number. */
  public void sayAgainTo(int node) {
    repeater.newestAgain(node);
  }

  /** So many calls at once in every district. */
  public void burst(int calls) {
    callers.values().forEach(c -> c.burst(calls));
  }

  /** Whether new calls come in. */
  public void calling(boolean comeIn) {
    calling = comeIn;
  }

  /**
   * Ends what is under way.
   *
   * @return who was not done within the given seconds; nothing when all were
   */
  public String drain(int seconds) throws InterruptedException {
    calling = false;
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    String busy = "everybody";
    while (System.nanoTime() < giveUp && !busy.isEmpty()) {
      seats.forEach(SeatDriver::leave);
      callers.values().forEach(Callers::hangUp);
      TimeUnit.MILLISECONDS.sleep(DRAIN_LOOK_MS);
      busy = busy();
    }
    timer.shutdownNow();
    readers.forEach(Reader::goOn);
    sleepers.forEach(Reader::goOn);
    return busy;
  }

  private String busy() {
    List<String> busy = new ArrayList<>();
    callers.values().stream().filter(c -> !c.quiet()).forEach(c -> busy.add(c.toString()));
    seats.stream().filter(s -> !s.left()).forEach(s -> busy.add(s.toString()));
    desks.stream().filter(d -> !d.quiet()).forEach(d -> busy.add(d.toString()));
    Lender supervisors = lender;
    if (supervisors != null && !supervisors.quiet()) {
      busy.add(supervisors.toString());
    }
    return String.join("; ", busy);
  }

  /** Everybody goes home. */
  @Override
  public void close() {
    timer.shutdownNow();
    readers.forEach(Reader::close);
    sleepers.forEach(Reader::close);
    desks.forEach(Desk::close);
    seats.forEach(SeatDriver::close);
    repeater.close();
    client.close();
  }
}
