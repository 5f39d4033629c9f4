package city.hotline.chaos.load;

import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The citizens of one district, as their switch reports them. Some calls are reported twice at
 * once, under two requests: one of them must be refused. Thread-safe.
 */
final class Callers {
  private static final int MOST_ASKED = 48;

  private final String district;
  private final boolean served;
  private final SwitchLink line;
  private final SplittableRandom random;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private int number;

  /**
   * Nobody has called yet.
   *
   * @param served whether seats are there; else each caller hangs up soon
   */
  Callers(String district, boolean served, SwitchLink line, SplittableRandom random) {
    this.district = district;
    this.served = served;
    this.line = line;
    this.random = random;
  }

  /** The next caller, unless too many calls wait or too many reports have no answer. */
  void next(int mostWaiting) {
    if (waiting.size() < mostWaiting && asked.get() < MOST_ASKED) {
      call();
    }
  }

  /** So many callers at once. */
  void burst(int callers) {
    for (int i = 0; i < callers; i++) {
      call();
    }
  }

  private void call() {
    ReportArrival arrival;
    int fate;
    boolean twice;
    synchronized (this) {
      arrival =
          ReportArrival.newBuilder()
              .setSwitchCallId("s" + district + "-" + ++number)
              .setHotline("12345")
              .setMedium(random.nextInt(5) == 0 ? Medium.MEDIUM_TEXT : Medium.MEDIUM_VOICE)
              .setCaller(Citizen.newBuilder().setPhone(Town.phone(random)))
              .build();
      fate = random.nextInt(40);
      twice = random.nextInt(6) == 0;
    }
    report(arrival, fate);
    if (twice) {
      report(arrival, fate);
    }
  }

  private void report(ReportArrival arrival, int fate) {
    asked.incrementAndGet();
    var unused =
        line.arrived(district, arrival)
            .whenComplete(
                (answer, thrown) -> {
                  asked.decrementAndGet();
                  if (thrown == null) {
                    waiting.add(answer.getCallId());
                    goesOn(answer, fate);
                  }
                });
  }

  private void goesOn(ReportCallResponse arrived, int fate) {
    String call = arrived.getCallId();
    if (!served) {
      gone(call, line.abandoned(call));
      return;
    }
    switch (fate) {
      case 0, 1 -> gone(call, line.abandoned(call));
      case 2 -> gone(call, line.flowedOut(call, FlowOutKind.FLOW_OUT_KIND_CALLBACK));
      case 3 -> gone(call, line.failed(call));
      default -> {}
    }
  }

  private void gone(String call, CompletableFuture<?> reported) {
    var unused = reported.whenComplete((answer, thrown) -> taken(call));
  }

  /** The call no longer waits, or a seat has taken it. */
  void taken(String call) {
    waiting.remove(call);
  }

  /** A seat passes the call on: it waits again. */
  void passedOn(String call) {
    waiting.add(call);
  }

  /** Everybody who still waits hangs up. */
  void hangUp() {
    waiting.forEach(call -> gone(call, line.abandoned(call)));
  }

  /** Whether nobody waits and no report is without an answer. */
  boolean quiet() {
    return waiting.isEmpty() && asked.get() == 0;
  }

  @Override
  public String toString() {
    return "callers of " + district + ": " + asked + " unanswered, waiting " + waiting;
  }
}
