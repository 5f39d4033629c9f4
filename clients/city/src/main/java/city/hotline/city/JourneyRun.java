package city.hotline.city;

import city.hotline.client.DriveClaim;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.ReportArrival;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Complete journeys, as fast as the grid answers: a bounded number of citizens at a time, seats of
 * its own with a skill of its own, so that nobody else's calls mix in.
 */
public final class JourneyRun {

  /**
   * What to run.
   *
   * @param journeys how many, 1 or more
   * @param seed of every choice
   * @param inFlight citizens at a time
   * @param seatsPerDistrict operators of each district
   */
  public record Options(int journeys, long seed, int inFlight, int seatsPerDistrict) {
    /** With the usual load. */
    public static Options of(int journeys, long seed) {
      return new Options(journeys, seed, 256, 8);
    }
  }

  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(180);

  private final HotlineClient client;
  private final Options options;
  private final PrintStream progress;
  private final Tally tally = new Tally();
  private final Problems problems = new Problems();
  private final Map<String, Journey> bySwitchCall = new ConcurrentHashMap<>();
  private final Map<String, Journey> byCall = new ConcurrentHashMap<>();
  private final AtomicInteger started = new AtomicInteger();
  private final CountDownLatch left;
  private final SwitchLink switchLink;
  private final String run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
  private final Places places;

  private JourneyRun(HotlineClient client, Options options, PrintStream progress) {
    this.client = client;
    this.options = options;
    this.progress = progress;
    this.left = new CountDownLatch(options.journeys());
    this.switchLink = client.switchLink();
    this.places = Places.of(client.directory());
  }

  /**
   * Runs to the end and compares. Fails with {@link HotlineRefused} ALREADY_DRIVEN beside another
   * driver.
   */
  public static Report run(HotlineClient client, Options options, PrintStream progress)
      throws InterruptedException {
    var lost = new CompletableFuture<Void>();
    String name = "city --journeys " + options.journeys() + " --seed " + options.seed();
    DriveClaim claim = Driving.claim(client, name, () -> lost.complete(null), progress);
    try {
      return new JourneyRun(client, options, progress).toTheEnd(lost);
    } finally {
      claim.close();
    }
  }

  private Report toTheEnd(CompletableFuture<Void> lost) throws InterruptedException {
    Comparison comparison = Comparison.begin(client, "journeys", options.seed());
    List<JourneySeat> seats = seats();
    long begin = System.nanoTime();
    try (var desk = new JourneyDesk(this, client, places.districts())) {
      desk.begin();
      for (int i = 0; i < options.inFlight(); i++) {
        next();
      }
      awaitTheLast(lost);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    for (JourneySeat seat : seats) {
      try {
        HotlineClient.await(seat.leave());
      } catch (HotlineRefused e) {
        problems.add("signing out", e);
      }
    }
    if (left.getCount() > 0) {
      problems.add(left.getCount() + " journeys did not end");
    }
    return comparison.report(tally, problems.lines(), seconds);
  }

  private List<JourneySeat> seats() {
    var seats = new ArrayList<JourneySeat>();
    var signIns = new ArrayList<CompletableFuture<?>>();
    for (String district : places.districts()) {
      for (int i = 1; i <= options.seatsPerDistrict(); i++) {
        var seat =
            new JourneySeat(this, client, district + "-J" + options.seed() + "-" + run + "-" + i);
        seats.add(seat);
        signIns.add(seat.signIn(skill()));
      }
    }
    signIns.forEach(HotlineClient::await);
    return seats;
  }

  private void awaitTheLast(CompletableFuture<Void> lost) throws InterruptedException {
    long begin = System.nanoTime();
    while (!left.await(2, TimeUnit.SECONDS)) {
      long done = options.journeys() - left.getCount();
      progress.printf(
          "%,d of %,d journeys, %,.0f a second%n",
          done, options.journeys(), done / ((System.nanoTime() - begin) / 1e9));
      if (lost.isDone()) {
        problems.add("another driver took the grid");
        return;
      }
      if (System.nanoTime() - tally.progressNanos() > STALLED_NANOS) {
        problems.add("nothing was answered for three minutes");
        return;
      }
    }
  }

  private void next() {
    int number = started.incrementAndGet();
    if (number > options.journeys()) {
      return;
    }
    var journey = new Journey(number, JourneyPlan.of(options.seed(), number, places));
    var unused =
        journey.over.whenComplete(
            (over, thrown) -> {
              left.countDown();
              next();
            });
    String switchCallId = run + "-" + number;
    bySwitchCall.put(switchCallId, journey);
    var random = new SplittableRandom(options.seed() ^ number);
    var arrival =
        ReportArrival.newBuilder()
            .setSwitchCallId(switchCallId)
            .setHotline("12345")
            .setSkill(skill())
            .setCaller(Citizen.newBuilder().setPhone(JourneyPlan.phone(random)))
            .build();
    var unusedToo =
        switchLink
            .arrived(journey.plan.district(), arrival)
            .whenComplete(
                (arrived, thrown) -> {
                  tally.progress();
                  if (thrown != null) {
                    failed(journey, "arriving", thrown);
                  } else {
                    tally.offered.add(arrived.getCallId());
                    arrived(journey, arrived.getCallId());
                  }
                });
  }

  private void arrived(Journey journey, String callId) {
    met(callId, journey);
    if (!journey.plan.leaves()) {
      return;
    }
    FlowOutKind flowsOut = journey.plan.flowsOut();
    var leaving =
        flowsOut == null ? switchLink.abandoned(callId) : switchLink.flowedOut(callId, flowsOut);
    var unused =
        leaving.whenComplete(
            (reply, thrown) -> {
              tally.progress();
              if (thrown == null) {
                (flowsOut == null ? tally.abandoned : tally.flowedOut).add(callId);
                over(journey);
              } else if (!(Problems.cause(thrown) instanceof HotlineRefused)
                  || !journey.plan.races()) {
                failed(journey, "leaving " + callId, thrown);
              }
              // Refused in a race: a seat was faster, the journey goes on in conversation.
            });
  }

  /** Wrapped up; with an order the journey goes on at the desk. */
  void writtenUp(Journey journey, String orderId) {
    if (orderId.isEmpty()) {
      over(journey);
    } else {
      tally.ordersRequested.add(orderId);
    }
  }

  void over(Journey journey) {
    journey.over.complete(null);
  }

  void failed(Journey journey, String what, Throwable thrown) {
    problems.add("journey " + journey.number + " " + what, thrown);
    over(journey);
  }

  void met(String callId, Journey journey) {
    byCall.put(callId, journey);
  }

  @Nullable Journey ofCall(String callId) {
    return byCall.get(callId);
  }

  @Nullable Journey journey(String switchCallId) {
    return bySwitchCall.get(switchCallId);
  }

  Tally tally() {
    return tally;
  }

  Problems problems() {
    return problems;
  }

  SwitchLink switchLink() {
    return switchLink;
  }

  private String skill() {
    return "j-" + run;
  }
}
