package city.hotline.city;

import city.hotline.client.HotlineClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Who works when: as many operators on each floor as its calls need at 85 % occupancy, the longest
 * rested come, those on duty longest go. Runs on the timeline.
 */
final class Roster implements AutoCloseable {

  private static final double OCCUPANCY = 0.85;
  private static final double HANDLING_SECONDS =
      (DemoSeat.MEAN_TALK_MS + DemoSeat.MEAN_WRAP_UP_MS + DemoSeat.MEAN_RING_MS) / 1000;
  private static final long LOOK_EVERY_MS = 5 * 60_000;
  private static final long LOOK_AHEAD_MS = 15 * 60_000;

  private final HotlineClient client;
  private final Timeline timeline;
  private final Population population;
  private final DayCurve curve;
  private final Map<String, Floor> floors = new LinkedHashMap<>();

  /** One floor's operators. */
  private static final class Floor {
    final ArrayDeque<DemoSeat> off = new ArrayDeque<>();
    final ArrayDeque<DemoSeat> on = new ArrayDeque<>();
  }

  Roster(
      HotlineClient client,
      Timeline timeline,
      Population population,
      DayCurve curve,
      DemoCity.Options options,
      Places places,
      Answered answered) {
    this.client = client;
    this.timeline = timeline;
    this.population = population;
    this.curve = curve;
    var random = new SplittableRandom(options.seed());
    for (String district : places.districts()) {
      var floor = new Floor();
      int seats = Math.max(2, (int) Math.round(options.seats() * population.share(district)));
      for (int i = 1; i <= seats; i++) {
        String seatId = String.format("%s-S%03d", district, i);
        floor.off.add(
            new DemoSeat(
                seatId, timeline, client.switchLink(), places, answered, random.nextLong()));
      }
      floors.put(district, floor);
    }
  }

  /** Seats that an earlier city left signed in are taken on; then the first shift comes. */
  void begin() {
    List<DemoSeat> all = new ArrayList<>();
    floors.values().forEach(floor -> all.addAll(floor.off));
    all.forEach(seat -> seat.open(client));
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < giveUp && !all.stream().allMatch(DemoSeat::shown)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    for (Floor floor : floors.values()) {
      for (DemoSeat seat : List.copyOf(floor.off)) {
        if (seat.signedIn()) {
          floor.off.remove(seat);
          floor.on.add(seat);
          seat.comeOnDuty(client);
        } else {
          seat.close();
        }
      }
    }
    look();
  }

  /** Whether a seat of the floor waits for a call. */
  synchronized boolean anyFree(String district) {
    Floor floor = floors.get(district);
    return floor != null && floor.on.stream().anyMatch(DemoSeat::free);
  }

  private synchronized void look() {
    floors.forEach(this::staff);
    timeline.in(LOOK_EVERY_MS, this::look);
  }

  private void staff(String district, Floor floor) {
    long soon = timeline.time().nowMs() + LOOK_AHEAD_MS;
    double handling = HANDLING_SECONDS + timeline.time().stepMs() / 2000.0;
    double load = curve.perSecond(soon) * population.share(district) * handling;
    int wanted =
        Math.min(1 + (int) Math.ceil(load / OCCUPANCY), floor.on.size() + floor.off.size());
    while (floor.on.size() < wanted) {
      DemoSeat seat = floor.off.remove();
      floor.on.add(seat);
      seat.comeOnDuty(client);
    }
    while (floor.on.size() > wanted) {
      DemoSeat seat = floor.on.remove();
      floor.off.add(seat);
      seat.goOffDuty();
    }
  }

  /** The seats fall silent and keep their calls; a city to come takes them on. */
  @Override
  public void close() {
    for (Floor floor : floors.values()) {
      floor.on.forEach(DemoSeat::close);
      floor.off.forEach(DemoSeat::close);
    }
  }
}
