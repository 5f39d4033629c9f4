package city.hotline.core.queue;

import city.hotline.core.arrival.Arrivals;
import city.hotline.proto.floor.v1.Call;

/** What a waiting call asks of a seat in the step it is in. */
public final class Asked {

  private Asked() {}

  /** The queue the call waits in. */
  public static String queue(Call call) {
    return call.getQueue().isEmpty() ? Arrivals.GENERAL_QUEUE : call.getQueue();
  }

  /** The skill a seat must have, or {@link Lines#ANY_SKILL}. */
  public static String skill(Call call) {
    return call.getAsked().getAnySeat() ? Lines.ANY_SKILL : call.getSkill();
  }

  /** How good at it a seat must be at least. */
  public static int level(Call call) {
    return call.getAsked().getAnySeat()
        ? Lines.LOWEST
        : Math.max(Lines.LOWEST, call.getAsked().getMinLevel());
  }
}
