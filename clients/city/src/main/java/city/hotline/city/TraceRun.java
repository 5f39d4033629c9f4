package city.hotline.city;

import city.hotline.city.TraceFile.TraceCall;
import city.hotline.client.DriveClaim;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.ReportArrival;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A recorded day, replayed: arrivals, announcements, staffing and conversations are the trace's,
 * routing is the grid's. All calls enter the city's floor. The day is the grid's next one, because
 * grid time never goes back; its times of day are the trace's.
 */
public final class TraceRun {

  /**
   * What to run.
   *
   * @param file the trace
   * @param speed grid seconds a real second
   * @param seed what conversations of callers who had hung up are drawn from
   */
  public record Options(Path file, double speed, long seed) {}

  private static final long LEAD_SECONDS = 120;
  private static final long LONGEST_DAY_REAL_SECONDS = 24 * 3600;

  private final HotlineClient client;
  private final Options options;
  private final PrintStream progress;
  private final TraceFile trace;
  private final Tally tally = new Tally();
  private final Problems problems = new Problems();
  private final Map<String, TraceCall> bySwitchCall = new ConcurrentHashMap<>();
  private final Map<String, List<Integer>> talkByType = new HashMap<>();
  private final AtomicInteger outstanding = new AtomicInteger();
  private final String run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
  private final SwitchLink switchLink;
  private final Timeline timeline;
  private final long shiftDays;

  private TraceRun(HotlineClient client, Options options, PrintStream progress, TraceFile trace)
      throws InterruptedException {
    this.client = client;
    this.options = options;
    this.progress = progress;
    this.trace = trace;
    this.switchLink = client.switchLink();
    for (TraceCall call : trace.calls()) {
      if (call.answered()) {
        talkByType.computeIfAbsent(call.type(), t -> new ArrayList<>()).add(call.talkSeconds());
      }
    }
    LocalDateTime first = first(trace);
    var status = HotlineClient.await(client.grid().status(false));
    LocalDate today =
        Instant.ofEpochMilli(GridTime.millis(status.getGridTime()))
            .atZone(GridTime.ZONE)
            .toLocalDate();
    this.shiftDays = ChronoUnit.DAYS.between(first.toLocalDate(), today) + 1;
    long base = gridMs(first.minusSeconds(LEAD_SECONDS));
    this.timeline = new Timeline(GridTime.set(client, base, options.speed()), problems);
  }

  /**
   * Runs the day and compares. Fails with {@link HotlineRefused} beside another driver
   * (ALREADY_DRIVEN) or on a grid whose clock is in use (CLOCK_IN_USE).
   */
  public static Report run(HotlineClient client, Options options, PrintStream progress)
      throws InterruptedException, IOException {
    TraceFile trace = TraceFile.read(options.file());
    if (trace.calls().isEmpty()) {
      throw new IllegalArgumentException(options.file() + ": no calls (expected: one or more)");
    }
    var lost = new CompletableFuture<Void>();
    DriveClaim claim = Driving.claim(client, "city --trace", () -> lost.complete(null), progress);
    try {
      return new TraceRun(client, options, progress, trace).toTheEnd(lost);
    } finally {
      claim.close();
    }
  }

  private Report toTheEnd(CompletableFuture<Void> lost) throws InterruptedException {
    Comparison comparison = Comparison.begin(client, "trace", options.seed());
    long begin = System.nanoTime();
    List<TraceSeat> seats = seats();
    for (TraceCall call : trace.calls()) {
      timeline.at(gridMs(call.queued()), () -> arrive(call));
    }
    CompletableFuture<?> over =
        CompletableFuture.allOf(
            seats.stream().map(TraceSeat::left).toArray(CompletableFuture<?>[]::new));
    awaitTheLast(CompletableFuture.anyOf(over, lost));
    if (lost.isDone()) {
      problems.add("another driver took the grid");
    }
    // Callers whose patience outlasts the last shift; whoever the trace shows as answered waits on.
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while ((timeline.size() > 0 || outstanding.get() > 0) && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    timeline.close();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return comparison.report(tally, problems.lines(), seconds);
  }

  private void awaitTheLast(CompletableFuture<?> over) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_DAY_REAL_SECONDS);
    while (!over.isDone() && System.nanoTime() < giveUp) {
      try {
        over.get(5, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        progress.printf(
            "%s: %,d offered, %,d answered, %,d abandoned%n",
            Instant.ofEpochMilli(timeline.time().nowMs()).atZone(GridTime.ZONE).toLocalTime(),
            tally.offered.size(),
            tally.answered.size(),
            tally.abandoned.size());
      } catch (java.util.concurrent.ExecutionException e) {
        problems.add("the day", e);
        return;
      }
    }
  }

  private List<TraceSeat> seats() {
    var seats = new ArrayList<TraceSeat>();
    for (TraceFile.Shift shift : trace.shifts()) {
      String name = shift.seat().replaceAll("[^A-Za-z0-9]", "");
      var seat = new TraceSeat(this, client, shift, Places.CITY + "-T" + run + "-" + name);
      seats.add(seat);
      timeline.at(gridMs(shift.begins()), seat::begin);
      timeline.at(gridMs(shift.ends()), seat::end);
    }
    return seats;
  }

  private void arrive(TraceCall call) {
    String switchCallId = run + "-" + call.line();
    bySwitchCall.put(switchCallId, call);
    var arrival =
        ReportArrival.newBuilder()
            .setSwitchCallId(switchCallId)
            .setHotline("12345")
            .setSkill(skill(call.type()))
            .build();
    outstanding.incrementAndGet();
    var unused =
        switchLink
            .arrived(Places.CITY, arrival)
            .whenComplete(
                (arrived, thrown) -> {
                  if (thrown != null) {
                    problems.add("arriving " + call.line(), thrown);
                  } else {
                    tally.offered.add(arrived.getCallId());
                    if (!call.answered()) {
                      timeline.at(
                          gridMs(call.queued().plusSeconds(call.queueSeconds())),
                          () -> hangUp(arrived.getCallId(), call));
                    }
                  }
                  outstanding.decrementAndGet();
                });
  }

  private void hangUp(String callId, TraceCall call) {
    if (tally.answered.contains(callId)) {
      return;
    }
    outstanding.incrementAndGet();
    var unused =
        switchLink
            .abandoned(callId)
            .whenComplete(
                (reply, thrown) -> {
                  if (thrown == null) {
                    tally.abandoned.add(callId);
                    if (call.queueSeconds() >= Tally.SHORT_ABANDON_SECONDS) {
                      tally.longAbandon(callId);
                    }
                  } else if (!(Problems.cause(thrown) instanceof HotlineRefused)) {
                    problems.add("hanging up " + callId, thrown);
                  }
                  outstanding.decrementAndGet();
                });
  }

  /** The trace's length; for a caller who had hung up, one drawn from those of the same type. */
  long talkMs(String switchCallId) {
    TraceCall call = bySwitchCall.get(switchCallId);
    if (call == null) {
      throw new IllegalStateException("a call of somebody else: " + switchCallId);
    }
    if (call.answered()) {
      return call.talkSeconds() * 1000L;
    }
    List<Integer> lengths = talkByType.getOrDefault(call.type(), List.of(60));
    var random = new SplittableRandom(options.seed() * 1_000_003 + call.line());
    return lengths.get(random.nextInt(lengths.size())) * 1000L;
  }

  /** A skill of this run alone. */
  private String skill(String type) {
    return type + "-" + run;
  }

  List<String> skills(List<String> types) {
    return types.stream().map(this::skill).toList();
  }

  private long gridMs(LocalDateTime time) {
    return time.plusDays(shiftDays).atZone(GridTime.ZONE).toInstant().toEpochMilli();
  }

  private static LocalDateTime first(TraceFile trace) {
    LocalDateTime first = trace.calls().get(0).queued();
    for (TraceFile.Shift shift : trace.shifts()) {
      first = shift.begins().isBefore(first) ? shift.begins() : first;
    }
    return first;
  }

  Tally tally() {
    return tally;
  }

  Problems problems() {
    return problems;
  }

  Timeline timeline() {
    return timeline;
  }
}
