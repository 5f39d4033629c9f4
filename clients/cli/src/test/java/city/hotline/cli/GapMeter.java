package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import java.util.ArrayList;
import java.util.Collections;
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
  private static final long PAUSE_MS = 20;

  private final HotlineClient client;
  private final ScheduledExecutorService pauses = Executors.newScheduledThreadPool(1);
  private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();
  private final Map<String, Long> longestNanos = new ConcurrentHashMap<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
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
    if (failure != null) {
      lost.incrementAndGet();
      return;
    }
    acknowledged.incrementAndGet();
    long now = System.nanoTime();
    Long before = lastNanos.put(district, now);
    longestNanos.merge(district, before == null ? 0 : now - before, Math::max);
  }

  /** Forgets the gaps so far. */
  void begin() {
    longestNanos.clear();
  }

  /** The longest gaps since the beginning, one a district, shortest first, milliseconds. */
  List<Long> gapsMs() {
    List<Long> gaps = new ArrayList<>();
    long now = System.nanoTime();
    lastNanos.forEach(
        (district, last) ->
            gaps.add(
                TimeUnit.NANOSECONDS.toMillis(
                    Math.max(now - last, longestNanos.getOrDefault(district, 0L)))));
    Collections.sort(gaps);
    return gaps;
  }

  long acknowledged() {
    return acknowledged.get();
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
