package city.hotline.simulator;

import city.hotline.core.floor.Floor;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Seats that one floor lends, and guests that it has, as chance has it: what other floors would
 * send comes in any order, and twice.
 */
final class FloorLoans {
  private static final String OTHER = "110108";
  private static final int GUESTS = 6;

  private final String district;
  private final SplittableRandom random;
  private final FloorQueues queues;
  private String asked = "";

  FloorLoans(String district, SplittableRandom random) {
    this.district = district;
    this.random = random;
    this.queues = new FloorQueues(random.split());
  }

  FloorCommand next(Floor floor) {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> Floors.lend(lendable(floor), random.nextInt(9) == 0 ? "119999" : OTHER);
      case 3, 4 -> Floors.take(guest());
      case 5, 12 -> Floors.askBack(asked(floor));
      case 13 -> signIn(floor, own(floor, Routing.ROUTING_LENT));
      case 14, 15 -> Floors.spare(queues.wanted(OTHER));
      case 6 -> Floors.recall(recallable(floor));
      case 7 -> Floors.giveBack(random.nextInt(4) == 0 ? ownId() : guestHere(floor));
      default -> Floors.welcome(own(floor, Routing.ROUTING_LENT), presence());
    };
  }

  /** Every second time one that was asked for already. */
  private String asked(Floor floor) {
    if (random.nextBoolean()) {
      asked = own(floor, Routing.ROUTING_LENT);
    }
    return asked;
  }

  private FloorCommand signIn(Floor floor, String id) {
    SignIn.Builder again = SignIn.newBuilder().setSeatId(id);
    queues.abilities(again);
    return Floors.signIn(again.setOperator(floor.seat(id).map(Seat::getOperator).orElse("op-0")));
  }

  private Presence presence() {
    List<Presence> all = List.of(Presence.values()).subList(1, 8);
    return random.nextBoolean() ? Presence.PRESENCE_AVAILABLE : all.get(random.nextInt(all.size()));
  }

  private String lendable(Floor floor) {
    return random.nextInt(5) == 0 ? guestHere(floor) : own(floor, Routing.ROUTING_IDLE);
  }

  /** Now and then one that is silent; mostly one without a call: most have one. */
  private String recallable(Floor floor) {
    String id = guestHere(floor);
    if (random.nextInt(4) == 0) {
      for (int i = 0; i < 8 && !is(floor, id, Routing.ROUTING_NOT_RESPONDING); i++) {
        id = guestHere(floor);
      }
      return id;
    }
    for (int i = random.nextInt(8); i > 0 && is(floor, id, Routing.ROUTING_INTERACTING); i--) {
      id = guestHere(floor);
    }
    return id;
  }

  /** One of the floor's own seats, where possible one that routing treats so. */
  private String own(Floor floor, Routing routing) {
    String id = ownId();
    for (int i = 0; i < 8 && !is(floor, id, routing); i++) {
      id = ownId();
    }
    return id;
  }

  private static boolean is(Floor floor, String id, Routing routing) {
    return floor.seat(id).filter(seat -> seat.getRouting() == routing).isPresent();
  }

  private String ownId() {
    return district + "-S" + random.nextInt(FloorPeople.SEATS);
  }

  private String guestHere(Floor floor) {
    List<String> here = guests(floor, district);
    return here.isEmpty() ? guestId() : here.get(random.nextInt(here.size()));
  }

  private String guestId() {
    return OTHER + "-G" + random.nextInt(GUESTS);
  }

  /** The guests that work on the floor of a district. */
  static List<String> guests(Floor floor, String district) {
    List<String> guests = new ArrayList<>();
    Predicate<String> own = id -> id.startsWith(district);
    floor.signedInSeats().stream().filter(own.negate()).forEach(guests::add);
    return guests;
  }

  private Seat guest() {
    SignIn.Builder abilities = SignIn.newBuilder();
    queues.abilities(abilities);
    return Seat.newBuilder()
        .setSeatId(guestId())
        .setOperator("guest")
        .setBorrowed(random.nextInt(5) == 0)
        .addAllSkills(abilities.getSkillsList())
        .addAllQueues(abilities.getQueuesList())
        .setTextContacts(random.nextInt(3))
        .build();
  }
}
