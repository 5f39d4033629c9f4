package city.hotline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.floor.Floor;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Outbox;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.ConfirmDelivery;
import city.hotline.proto.shard.v1.Delivery;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Three floors lend each other seats while their owners crash and are replaced, and the courier
 * delivers late, and again: each seat is in one place.
 */
class LendingTest {
  private static final List<String> DISTRICTS = List.of("110101", "110105", "110108");
  private static final int STEPS = 40_000;
  private static final int LOOK_EVERY = 20;
  private static final int MOST_CALLS = 8;

  private final Directory directory = Directory.beijing();
  private final Map<String, Owner> owners = new LinkedHashMap<>();
  private final Map<String, FloorPeople> people = new LinkedHashMap<>();
  private final Map<String, LivingCalls> living = new LinkedHashMap<>();
  private final Set<Delivery> delivered = new HashSet<>();
  private SplittableRandom random = new SplittableRandom(0);
  private long nowMs = 1_795_482_000_000L;
  private int loans;
  private int homecomings;
  private int asked;

  @Test
  void aSeatIsInOnePlaceWhateverCrashes() {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("LendingTest: repeat with -Dhotline.seed=" + seed);
    random = new SplittableRandom(seed);
    for (String district : DISTRICTS) {
      owners.put(district, new Owner(ShardId.floor(district), directory, moment()));
      living.put(district, new LivingCalls());
      people.put(district, new FloorPeople(district, random.split(), living(district)));
    }
    for (int step = 1; step <= STEPS; step++) {
      step();
      if (step % LOOK_EVERY == 0) {
        everySeatIsInOnePlace();
      }
    }
    while (DISTRICTS.stream().anyMatch(this::deliverNext)) {
      nowMs++;
    }
    everySeatIsInOnePlace();
    assertThat(loans).isGreaterThan(STEPS / 200);
    assertThat(homecomings).isGreaterThan(loans / 2);
    assertThat(asked).as("loans that callers asked for").isPositive();
  }

  private void step() {
    nowMs += random.nextInt(400);
    String district = any(DISTRICTS);
    Owner owner = owner(district);
    switch (random.nextInt(100)) {
      case 0 -> owner.crash(random.nextBoolean());
      case 1 -> owner.failOver(moment());
      case 2, 3, 4, 5, 6, 7, 8, 9 -> submit(district, supervisor(district));
      case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 -> deliverNext(district);
      default -> {
        if (floor(district).nextDeadlineMs() <= nowMs) {
          submit(district, Floors.tick());
        } else {
          work(district);
        }
      }
    }
  }

  /** Few callers, so that seats wait for calls and can be lent. */
  private void work(String district) {
    FloorCommand command = people(district).next(floor(district), nowMs);
    if (!command.hasReportArrival() || floor(district).calls().size() < MOST_CALLS) {
      submit(district, command);
    }
  }

  private FloorCommand supervisor(String district) {
    FloorState state = floor(district).snapshot();
    Seat seat = state.getSeatsCount() == 0 ? Seat.getDefaultInstance() : any(state.getSeatsList());
    if (seat.getGuest()) {
      return Floors.giveBack(seat.getSeatId());
    }
    return seat.getLentTo().isEmpty()
        ? Floors.lend(seat.getSeatId(), any(DISTRICTS))
        : Floors.askBack(seat.getSeatId());
  }

  private Outcome submit(String district, FloorCommand command) {
    return submit(
        ShardCommand.newBuilder().setShard(ShardId.floor(district).toRef()).setFloor(command));
  }

  private Outcome submit(ShardCommand.Builder command) {
    Owner owner = owner(command.getShard().getDistrict());
    Outcome outcome = owner.decide(command.build(), moment());
    if (outcome instanceof Outcome.Accepted yes) {
      owner.apply(yes.record());
      yes.record()
          .getFloor()
          .getEventsList()
          .forEach(
              event -> {
                living(command.getShard().getDistrict()).heard(event);
                loans += event.hasSeatLent() ? 1 : 0;
                asked += event.getSeatLent().getSeat().getBorrowed() ? 1 : 0;
                homecomings += event.hasSeatCameHome() ? 1 : 0;
              });
    }
    return outcome;
  }

  /**
   * The oldest entry for one of the receivers, as the courier has it; now and then the receiver's
   * word is lost, and it comes again. False when there is none.
   */
  private boolean deliverNext(String sender) {
    List<OutboxEntry> outbox = owner(sender).shard().outbox();
    if (outbox.isEmpty()) {
      return false;
    }
    OutboxEntry some = any(outbox);
    OutboxEntry first =
        outbox.stream()
            .filter(entry -> entry.getReceiver().equals(some.getReceiver()))
            .findFirst()
            .orElseThrow();
    Delivery delivery =
        Delivery.newBuilder()
            .setSender(ShardId.floor(sender).toRef())
            .setPosition(first.getPosition())
            .build();
    if (first.hasFloor()) {
      Outcome outcome = submit(Outbox.commandOf(first).setDelivery(delivery));
      boolean again = !delivered.add(delivery);
      assertThat(outcome instanceof Outcome.Accepted).as(first + " " + outcome).isEqualTo(!again);
      if (outcome instanceof Outcome.Refused no) {
        assertThat(no.refusal().getReason()).isEqualTo(Refusal.REFUSAL_ALREADY_DELIVERED);
      }
    }
    if (random.nextInt(4) > 0) {
      submit(
          ShardCommand.newBuilder()
              .setShard(ShardId.floor(sender).toRef())
              .setConfirmDelivery(ConfirmDelivery.newBuilder().setPosition(first.getPosition())));
    }
    return true;
  }

  private void everySeatIsInOnePlace() {
    Map<String, List<String>> places = new LinkedHashMap<>();
    int own = 0;
    int counted = 0;
    for (String district : DISTRICTS) {
      FloorState state = floor(district).snapshot();
      FloorLaws.hold(state);
      for (Seat seat : state.getSeatsList()) {
        if (seat.getPresence() != Presence.PRESENCE_OFFLINE && seat.getLentTo().isEmpty()) {
          place(places, seat.getSeatId(), "works on " + district);
        }
        own += seat.getSeatId().startsWith(district) && isTaken(seat) ? 1 : 0;
      }
      for (OutboxEntry entry : owner(district).shard().outbox()) {
        onItsWay(district, entry, places);
      }
      var seats = floor(district).figures().getSeats();
      counted += seats.getSignedIn() + seats.getLent() - seats.getGuests();
    }
    assertThat(places.values()).allMatch(list -> list.size() == 1);
    assertThat(counted).as("seats that are counted once").isEqualTo(own);
    assertThat(places).hasSize(own);
  }

  private static boolean isTaken(Seat seat) {
    return seat.getPresence() != Presence.PRESENCE_OFFLINE;
  }

  private void onItsWay(String sender, OutboxEntry entry, Map<String, List<String>> places) {
    Delivery delivery =
        Delivery.newBuilder()
            .setSender(ShardId.floor(sender).toRef())
            .setPosition(entry.getPosition())
            .build();
    if (delivered.contains(delivery)) {
      return;
    }
    if (entry.getFloor().hasTakeSeat()) {
      place(places, entry.getFloor().getTakeSeat().getSeat().getSeatId(), "leaves " + sender);
    } else if (entry.getFloor().hasWelcomeSeat()) {
      place(places, entry.getFloor().getWelcomeSeat().getSeatId(), "comes from " + sender);
    }
  }

  private static void place(Map<String, List<String>> places, String seat, String where) {
    places.computeIfAbsent(seat, id -> new ArrayList<>()).add(where);
  }

  private Owner owner(String district) {
    return Objects.requireNonNull(owners.get(district));
  }

  private LivingCalls living(String district) {
    return Objects.requireNonNull(living.get(district));
  }

  private FloorPeople people(String district) {
    return Objects.requireNonNull(people.get(district));
  }

  private Floor floor(String district) {
    return ((Contents.OfFloor) owner(district).shard().contents()).floor();
  }

  private Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(nowMs).build();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
