package city.hotline.city;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.floor.v1.Call;
import com.google.protobuf.Timestamp;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a driver knows to have happened, from the answers it got: a set of ids wherever something
 * could be told twice. Thread-safe.
 */
final class Tally {

  /** Leaving sooner than this after queueing is a short abandon. */
  static final int SHORT_ABANDON_SECONDS = 5;

  final Set<String> offered = ConcurrentHashMap.newKeySet();
  final Set<String> answered = ConcurrentHashMap.newKeySet();
  final Set<String> abandoned = ConcurrentHashMap.newKeySet();
  final Set<String> flowedOut = ConcurrentHashMap.newKeySet();
  final Set<String> ordersRequested = ConcurrentHashMap.newKeySet();
  final Set<String> ordersOpened = ConcurrentHashMap.newKeySet();
  final Set<String> ordersClosed = ConcurrentHashMap.newKeySet();
  final Set<String> ordersReopened = ConcurrentHashMap.newKeySet();
  final AtomicInteger signed = new AtomicInteger();
  final AtomicInteger replied = new AtomicInteger();
  final AtomicInteger returned = new AtomicInteger();
  final AtomicInteger followedUp = new AtomicInteger();
  final AtomicInteger responded = new AtomicInteger();
  final AtomicInteger unreachable = new AtomicInteger();

  private final AtomicLong progress = new AtomicLong(System.nanoTime());
  private final Map<String, Long> waitedMs = new ConcurrentHashMap<>();

  /** Something was answered. */
  void progress() {
    progress.set(System.nanoTime());
  }

  long progressNanos() {
    return progress.get();
  }

  /** A seat's picture shows how long its caller had waited. */
  void seen(Call call) {
    if (call.hasAnsweredAt() && call.hasQueuedAt()) {
      waitedMs.putIfAbsent(
          call.getCallId(), millis(call.getAnsweredAt()) - millis(call.getQueuedAt()));
    }
  }

  void answers(Answers answers) {
    if (answers.getUnreachable()) {
      unreachable.incrementAndGet();
      return;
    }
    followedUp.incrementAndGet();
    if (answers.getResponded()) {
      responded.incrementAndGet();
    }
  }

  /** What the driver counted, in the words of the comparison. */
  Counts counts() {
    var counts = new Counts();
    counts.put("offered", offered.size());
    counts.put("answered", answered.size());
    counts.put("abandoned", abandoned.size());
    counts.put("flowed_out", flowedOut.size());
    counts.put("failed", 0);
    counts.put("waiting", offered.size() - answered.size() - abandoned.size() - flowedOut.size());
    counts.put("orders_requested", ordersRequested.size());
    counts.put("orders_opened", ordersOpened.size());
    counts.put("orders_signed", signed.get());
    counts.put("orders_replied", replied.get());
    counts.put("orders_returned", returned.get());
    counts.put("orders_reopened", ordersReopened.size());
    counts.put("orders_closed", ordersClosed.size());
    counts.put("followed_up", followedUp.get());
    counts.put("responded", responded.get());
    counts.put("unreachable", unreachable.get());
    counts.show("asa_seconds", asaSeconds());
    counts.show("service_level_15s", serviceLevel());
    return counts;
  }

  private double asaSeconds() {
    return waitedMs.values().stream().mapToLong(Long::longValue).average().orElse(Double.NaN)
        / 1000;
  }

  /** Short abandons cannot be told from long ones here: known only where nobody abandoned. */
  private double serviceLevel() {
    if (waitedMs.isEmpty()) {
      return Double.NaN;
    }
    long inLevel = waitedMs.values().stream().filter(ms -> ms <= 15_000).count();
    return (double) inLevel / (waitedMs.size() + longAbandoned());
  }

  private final Set<String> longAbandons = ConcurrentHashMap.newKeySet();

  /** The caller had waited longer than the threshold of a short abandon when hanging up. */
  void longAbandon(String callId) {
    longAbandons.add(callId);
  }

  private int longAbandoned() {
    return longAbandons.size();
  }

  static long millis(Timestamp timestamp) {
    return timestamp.getSeconds() * 1000 + timestamp.getNanos() / 1_000_000;
  }
}
