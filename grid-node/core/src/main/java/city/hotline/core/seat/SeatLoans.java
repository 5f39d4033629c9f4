package city.hotline.core.seat;

import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatCameHome;
import city.hotline.proto.floor.v1.SeatJoined;
import city.hotline.proto.shard.v1.Moment;

/** What a fact about a loan makes of a seat, on its own floor and on the one that borrowed it. */
final class SeatLoans {

  private SeatLoans() {}

  /**
   * The seat after a fact about a loan.
   *
   * @param nextIdleOrder the place in line it gets if the fact makes it idle
   */
  static Seat after(Seat before, FloorEvent event, Moment moment, long nextIdleOrder) {
    return switch (event.getEventCase()) {
      case SEAT_LENT ->
          SeatLife.settled(
              before.toBuilder().setLentTo(event.getSeatLent().getBorrower()),
              before,
              false,
              moment,
              nextIdleOrder);
      case SEAT_JOINED -> joined(event.getSeatJoined(), before, moment, nextIdleOrder);
      case SEAT_RECALLED ->
          SeatLife.settled(
              before.toBuilder().setAskedBack(true),
              before,
              SeatLife.isSilent(before),
              moment,
              nextIdleOrder);
      case SEAT_CAME_HOME -> cameHome(before, event.getSeatCameHome(), moment, nextIdleOrder);
      default -> before.toBuilder().setAskedBack(true).build();
    };
  }

  /** A guest begins as one who has just sat down here. */
  private static Seat joined(SeatJoined fact, Seat before, Moment moment, long nextIdleOrder) {
    Seat home = fact.getSeat();
    Seat.Builder guest =
        Seat.newBuilder()
            .setSeatId(fact.getSeatId())
            .setOperator(home.getOperator())
            .addAllSkills(home.getSkillsList())
            .addAllQueues(home.getQueuesList())
            .addAllLevels(home.getLevelsList())
            .setTextContacts(home.getTextContacts())
            .setWrapUpSeconds(home.getWrapUpSeconds())
            .setPresence(Presence.PRESENCE_AVAILABLE)
            .setMissedInARow(home.getMissedInARow())
            .setGuest(true)
            .setBorrowed(home.getBorrowed());
    return SeatLife.settled(guest, before, false, moment, nextIdleOrder);
  }

  private static Seat cameHome(Seat before, SeatCameHome fact, Moment moment, long nextIdleOrder) {
    if (fact.getPresence() == Presence.PRESENCE_OFFLINE) {
      return SeatLife.empty(before.getSeatId());
    }
    Seat.Builder after =
        before.toBuilder()
            .clearLentTo()
            .clearAskedBack()
            .setMissedInARow(fact.getMissedInARow())
            .setPresence(fact.getPresence());
    return SeatLife.settled(after, before, false, moment, nextIdleOrder);
  }
}
