package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One caller on each floor, all the time: arrives, hangs up, arrives again. The longest time in
 * which a floor acknowledged nothing tells what a restart or a failure costs.
 */
final class GapMeter implements AutoCloseable {
  /** From one acknowledgement to the next. */
  private record Gap(long fromNanos, long toNanos) {
    long nanos() {
      return toNanos - fromNanos;
    }

    Gap longer(Gap other) {
      return other.nanos() > nanos() ? other : this;
    }
  }

  private static final long PAUSE_MS = 60;
  private static final long OFTEN = 50;

  private final HotlineClient client;
  private final ScheduledExecutorService pauses = Executors.newScheduledThreadPool(1);
  private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();
  private final Map<String, Gap> longest = new ConcurrentHashMap<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private volatile long begunNanos = System.nanoTime();
  private volatile boolean closed;

  GapMeter(List<String> addresses, Iterable<String> districts) {
    client = HotlineClient.connect(addresses);
    for (String district : districts) {
      lastNanos.put(district, System.nanoTime());
      arrive(district, 1);
    }
  }

  private void arrive(String district, long number) {
    if (closed) {
      return;
    }
    client
        .switchLink()
        .arrived(district, ReportArrival.newBuilder().setSwitchCallId("gap-" + number).build())
        .whenComplete(
            (arrived, failure) -> {
              note(district, failure);
              if (arrived == null) {
                pauses.schedule(
                    () -> arrive(district, number + 1), PAUSE_MS, TimeUnit.MILLISECONDS);
              } else {
                hangUp(district, number, arrived);
              }
            });
  }

  private void hangUp(String district, long number, ReportCallResponse arrived) {
    client
        .switchLink()
        .abandoned(arrived.getCallId())
        .whenComplete(
            (gone, failure) -> {
              note(district, failure);
              pauses.schedule(() -> arrive(district, number + 1), PAUSE_MS, TimeUnit.MILLISECONDS);
            });
  }

  private void note(String district, Throwable failure) {
    if (closed) {
      return;
    }
    if (failure != null) {
      lost.incrementAndGet();
      System.out.println("not acknowledged in " + district + ": " + failure);
      return;
    }
    acknowledged.merge(district, 1L, Long::sum);
    long now = System.nanoTime();
    Long before = lastNanos.put(district, now);
    if (before != null) {
      longest.merge(district, new Gap(before, now), Gap::longer);
    }
  }

  /** Forgets the gaps so far. */
  void begin() {
    begunNanos = System.nanoTime();
    longest.clear();
  }

  /** Tells the longest gaps of some districts since the beginning; returns the longest, ms. */
  long report(String what, Collection<String> districts) {
    List<Gap> gaps = new ArrayList<>();
    for (String district : districts) {
      long now = System.nanoTime();
      Gap open = new Gap(lastNanos.getOrDefault(district, now), now);
      gaps.add(open.longer(longest.getOrDefault(district, open)));
    }
    gaps.sort(Comparator.comparingLong(Gap::nanos));
    List<Long> all = gaps.stream().map(gap -> millis(gap.nanos())).toList();
    Gap most = gaps.get(gaps.size() - 1);
    System.out.printf(
        "%s: longest without an acknowledgement, by district, ms: median %d, longest %d (from %d to"
            + " %d) %s%n",
        what,
        all.get(all.size() / 2),
        millis(most.nanos()),
        millis(most.fromNanos() - begunNanos),
        millis(most.toNanos() - begunNanos),
        all);
    return millis(most.nanos());
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Waits until every floor acknowledges again, and often. */
  void awaitMore() throws InterruptedException {
    Map<String, Long> before = Map.copyOf(acknowledged);
    for (String district : lastNanos.keySet()) {
      long enough = before.getOrDefault(district, 0L) + OFTEN;
      while (acknowledged.getOrDefault(district, 0L) < enough) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Commands without an answer within the client's patience. */
  long lost() {
    return lost.get();
  }

  @Override
  public void close() {
    closed = true;
    pauses.shutdownNow();
    client.close();
  }
}
