package city.hotline.cli.bench;

import city.hotline.client.HotlineClient;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long it takes from the instant a call is meant to come in until an idle seat's stream shows
 * that it rings there, on a grid that runs. Open loop: calls come at their instants, however the
 * grid does, and a late one counts from when it was meant. Seats answer at once.
 */
public final class DelayBench {
  private static final int SEATS = 300;
  private static final int CALLS_PER_SECOND = 20;
  private static final int TALK_SECONDS = 10;
  private static final int WRAP_UP_SECONDS = 2;
  private static final int WARM_UP_SECONDS = 30;
  private static final int DRAIN_SECONDS = 60;
  private static final int TOLD_EVERY_SECONDS = 60;

  private final PrintStream progress;
  private final HotlineClient client;
  private final String district;
  private final long counted;
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final List<Seat> seats = new ArrayList<>();
  private final Set<Long> ringing = ConcurrentHashMap.newKeySet();
  private final long[] delays;
  private final AtomicLong rang = new AtomicLong();
  private final AtomicLong wrappedUp = new AtomicLong();
  private final LongAdder failed = new LongAdder();
  private volatile long begunNanos;

  /**
   * What came of it.
   *
   * @param calls that came in, the first half minute included
   * @param rang of these, at a seat
   * @param wrappedUp of these, to the end
   * @param failures commands that were refused or had no answer
   */
  public record Result(
      int seats,
      int callsPerSecond,
      int seconds,
      long calls,
      long rang,
      long wrappedUp,
      long failures,
      Spread delayMs) {}

  /** Of the calls after the first half minute, milliseconds. */
  public record Spread(double median, double p95, double p99, double p999, double most) {}

  /**
   * On one floor, which nobody else may use meanwhile.
   *
   * @param seconds to measure for, after half a minute in which everything gets warm
   */
  public DelayBench(PrintStream progress, HotlineClient client, String district, int seconds) {
    this.progress = progress;
    this.client = client;
    this.district = district;
    this.counted = (long) seconds * CALLS_PER_SECOND;
    this.delays = new long[Math.toIntExact(warmUp() + counted)];
  }

  private static long warmUp() {
    return (long) WARM_UP_SECONDS * CALLS_PER_SECOND;
  }

  /** Measures, and signs all seats out again. */
  public Result run() throws InterruptedException {
    for (int i = 0; i < SEATS; i++) {
      seats.add(new Seat("%s-B%03d".formatted(district, i + 1)));
    }
    for (Seat seat : seats) {
      HotlineClient.await(seat.session.signIn("bench", List.of(), 0));
    }
    progress.println(SEATS + " seats are signed in.");
    long calls = warmUp() + counted;
    begunNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    SwitchLink line = client.switchLink();
    for (long number = 0; number < calls; number++) {
      await(intended(number));
      arrive(line, number);
      if (number % (TOLD_EVERY_SECONDS * CALLS_PER_SECOND) == 0 && number > 0) {
        progress.println(number + " calls, " + rang + " rang, " + wrappedUp + " wrapped up");
      }
    }
    drain(calls);
    seats.forEach(seat -> seat.session.signOut());
    Result result = result(calls);
    seats.forEach(seat -> seat.session.close());
    timer.shutdownNow();
    return result;
  }

  private long intended(long number) {
    return begunNanos + number * TimeUnit.SECONDS.toNanos(1) / CALLS_PER_SECOND;
  }

  private static void await(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void arrive(SwitchLink line, long number) {
    ringing.add(number);
    var arrival = ReportArrival.newBuilder().setSwitchCallId(run + "-" + number).build();
    note(line.arrived(district, arrival));
  }

  private void note(CompletableFuture<?> answer) {
    var unused =
        answer.whenComplete(
            (done, thrown) -> {
              if (thrown != null) {
                failed.increment();
              }
            });
  }

  private void drain(long calls) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (wrappedUp.get() < calls && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private Result result(long calls) {
    // At least so long: a call that rang nowhere is not one that rang at once.
    ringing.forEach(n -> delays[n.intValue()] = System.nanoTime() - intended(n));
    long[] sorted = Arrays.copyOfRange(delays, (int) warmUp(), delays.length);
    Arrays.sort(sorted);
    return new Result(
        SEATS,
        CALLS_PER_SECOND,
        (int) (counted / CALLS_PER_SECOND),
        calls,
        rang.get(),
        wrappedUp.get(),
        failed.sum(),
        new Spread(
            ms(sorted, 0.5), ms(sorted, 0.95), ms(sorted, 0.99), ms(sorted, 0.999), ms(sorted, 1)));
  }

  private static double ms(long[] sorted, double share) {
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, at)] / 1e6;
  }

  /** Accepts, talks, wraps up. */
  private final class Seat implements SeatListener {
    private final SeatSession session;
    private String accepted = "";

    Seat(String id) {
      session = client.seat(id, this);
    }

    @Override
    public void onPicture(SeatPicture picture) {
      long now = System.nanoTime();
      Call call = picture.getCall();
      if (call.getState() != CallState.CALL_STATE_OFFERED
          || !call.getSwitchCallId().startsWith(run + "-")
          || accepted.equals(call.getCallId())) {
        return;
      }
      accepted = call.getCallId();
      long number = Long.parseLong(call.getSwitchCallId().substring(run.length() + 1));
      if (ringing.remove(number)) {
        delays[(int) number] = now - intended(number);
        rang.incrementAndGet();
      }
      CompletableFuture<CommandAccepted> taken = session.accept(call);
      note(taken);
      var unused = taken.thenRun(() -> later(TALK_SECONDS, () -> end(call.getCallId())));
    }

    private void end(String call) {
      CompletableFuture<CommandAccepted> ended = session.end(call);
      note(ended);
      var unused = ended.thenRun(() -> later(WRAP_UP_SECONDS, () -> wrapUp(call)));
    }

    private void wrapUp(String call) {
      CompletableFuture<CommandAccepted> done =
          session.wrapUp(call, Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT);
      note(done);
      var unused = done.thenRun(wrappedUp::incrementAndGet);
    }
  }

  private void later(int seconds, Runnable task) {
    var unused = timer.schedule(task, seconds, TimeUnit.SECONDS);
  }
}
