package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.ReportArrival;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Citizens who call when the day's curve makes them, and who do not wait for ever. */
final class Citizens {

  private static final double MEAN_PATIENCE_MS = 180_000;
  private static final double CALLBACK_SHARE = 0.03;
  private static final long CALLBACK_AFTER_MS = 60_000;

  private final SwitchLink switchLink;
  private final Timeline timeline;
  private final Population population;
  private final DayCurve curve;
  private final Answered answered;
  private final SplittableRandom random;
  private final String session = Long.toHexString(System.currentTimeMillis());
  private long number;

  Citizens(
      HotlineClient client,
      Timeline timeline,
      Population population,
      DayCurve curve,
      long seed,
      Answered answered) {
    this.switchLink = client.switchLink();
    this.timeline = timeline;
    this.population = population;
    this.curve = curve;
    this.answered = answered;
    this.random = new SplittableRandom(seed);
  }

  void begin() {
    next(timeline.time().nowMs());
  }

  /** Runs on the timeline only. */
  private void next(long nowMs) {
    long at = nowMs + Durations.exponentialMs(random, 1000 / curve.perSecond(nowMs));
    timeline.at(
        at,
        () -> {
          call();
          // After an outage nobody makes up for the calls that could not be made.
          CityClock time = timeline.time();
          next(Math.max(at, time.nowMs() - time.stepMs() - 5_000));
        });
  }

  private void call() {
    String district = population.anyDistrict(random);
    long patienceMs = Durations.exponentialMs(random, MEAN_PATIENCE_MS);
    boolean wantsCallback = random.nextDouble() < CALLBACK_SHARE;
    var arrival =
        ReportArrival.newBuilder()
            .setSwitchCallId(session + "-" + ++number)
            .setHotline("12345")
            .setCaller(Citizen.newBuilder().setPhone(JourneyPlan.phone(random)))
            .build();
    var unused =
        switchLink
            .arrived(district, arrival)
            .thenAccept(
                arrived -> {
                  String callId = arrived.getCallId();
                  answered.arrived(callId);
                  if (wantsCallback) {
                    timeline.in(CALLBACK_AFTER_MS, () -> callMeBack(callId));
                  } else {
                    timeline.in(patienceMs, () -> hangUp(callId));
                  }
                });
  }

  private void hangUp(String callId) {
    if (!answered.remove(callId)) {
      leaves(callId, switchLink.abandoned(callId));
    }
  }

  private void callMeBack(String callId) {
    if (!answered.remove(callId)) {
      leaves(callId, switchLink.flowedOut(callId, FlowOutKind.FLOW_OUT_KIND_CALLBACK));
    }
  }

  /** Refused means that somebody has answered meanwhile: nobody waits any more either way. */
  private void leaves(String callId, CompletableFuture<?> leaving) {
    var unused = leaving.whenComplete((reply, thrown) -> answered.left(callId));
  }
}
