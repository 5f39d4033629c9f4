package city.hotline.simulator;

import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.RefusedOffer;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatStrategy;
import city.hotline.proto.floor.v1.SkillLevel;

/** Who can take whom, and who comes before whom, read off a floor's state. */
final class FloorOrder {
  private final FloorState state;

  FloorOrder(FloorState state) {
    this.state = state;
  }

  /**
   * Whether seat and call are of one queue, the seat is as good as the call asks, and it has room
   * for a text contact if that is what it is.
   */
  static boolean canTake(Seat seat, Call call) {
    if (isText(call) && seat.getTextsCount() >= seat.getTextContacts()) {
      return false;
    }
    boolean serves =
        seat.getQueuesCount() == 0
            ? call.getQueue().equals("general")
            : seat.getQueuesList().contains(call.getQueue());
    if (!serves || call.getAsked().getAnySeat()) {
      return serves;
    }
    return seat.getSkillsList().contains(call.getSkill())
        && level(seat, call.getSkill()) >= call.getAsked().getMinLevel();
  }

  static boolean isText(Call call) {
    return call.getMedium() == Medium.MEDIUM_TEXT;
  }

  private static int level(Seat seat, String skill) {
    return seat.getLevelsList().stream()
        .filter(each -> each.getSkill().equals(skill))
        .mapToInt(SkillLevel::getLevel)
        .findFirst()
        .orElse(5);
  }

  /**
   * Whether the queue's way gives the call to one seat rather than to another; a text contact goes
   * to the one with fewer first.
   */
  boolean isBefore(Seat one, Seat other, Call call) {
    if (isText(call) && one.getTextsCount() != other.getTextsCount()) {
      return one.getTextsCount() < other.getTextsCount();
    }
    long difference =
        switch (strategy(call.getQueue())) {
          case SEAT_STRATEGY_FEWEST_CALLS -> one.getHandled() - other.getHandled();
          case SEAT_STRATEGY_LEAST_TALK_TIME -> one.getTalkMs() - other.getTalkMs();
          case SEAT_STRATEGY_PROFICIENCY -> better(one, other, call);
          case SEAT_STRATEGY_ROUND_ROBIN -> one.getOfferOrder() - other.getOfferOrder();
          default -> 0;
        };
    return difference < 0 || (difference == 0 && one.getIdleOrder() < other.getIdleOrder());
  }

  private static long better(Seat one, Seat other, Call call) {
    return call.getAsked().getAnySeat()
        ? 0
        : level(other, call.getSkill()) - level(one, call.getSkill());
  }

  private SeatStrategy strategy(String queue) {
    return state.getQueuesList().stream()
        .filter(settings -> settings.getQueue().equals(queue))
        .map(QueueSettings::getStrategy)
        .findFirst()
        .orElse(SeatStrategy.SEAT_STRATEGY_LONGEST_IDLE);
  }

  /** Whether one call stands before another. */
  boolean isBefore(Call one, Call other) {
    return placeMs(one) < placeMs(other);
  }

  private static long placeMs(Call call) {
    return Contacts.ms(call.hasPlace() ? call.getPlace() : call.getQueuedAt());
  }

  /** When a step or a refusal of a queued call ends, or a seat is asked for, in milliseconds. */
  static long nextOfWaiting(Call call) {
    long soonest = call.hasStepUntil() ? Contacts.ms(call.getStepUntil()) : Long.MAX_VALUE;
    if (call.hasBorrowAt()) {
      soonest = Math.min(soonest, Contacts.ms(call.getBorrowAt()));
    }
    for (RefusedOffer refusal : call.getRefusalsList()) {
      soonest = Math.min(soonest, Contacts.ms(refusal.getUntil()));
    }
    return soonest;
  }
}
