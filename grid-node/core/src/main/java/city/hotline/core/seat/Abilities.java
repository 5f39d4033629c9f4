package city.hotline.core.seat;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.queue.Lines;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SkillLevel;
import java.util.List;

/** What an operator at a seat can take. */
public final class Abilities {

  private static final List<String> GENERAL = List.of(Arrivals.GENERAL_QUEUE);

  private Abilities() {}

  /** The queues the seat serves. */
  public static List<String> queues(Seat seat) {
    return seat.getQueuesCount() == 0 ? GENERAL : seat.getQueuesList();
  }

  /** How good the operator is at one of the seat's skills, 1 to 5. */
  public static int level(Seat seat, String skill) {
    for (int i = 0; i < seat.getLevelsCount(); i++) {
      SkillLevel each = seat.getLevels(i);
      if (each.getSkill().equals(skill)) {
        return each.getLevel();
      }
    }
    return Lines.HIGHEST;
  }
}
