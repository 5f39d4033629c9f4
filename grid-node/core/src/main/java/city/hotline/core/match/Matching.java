package city.hotline.core.match;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Seat;
import org.jspecify.annotations.Nullable;

/**
 * Which seat takes which call: the longest idle seat that has the skill, the oldest call the seat
 * can take. Who cannot be matched is skipped and blocks nobody. Asks only; changes nothing.
 */
public final class Matching {

  private final WaitingCalls waiting;
  private final Seats seats;

  /** Over the callers who wait and the seats of one floor. */
  public Matching(WaitingCalls waiting, Seats seats) {
    this.waiting = waiting;
    this.seats = seats;
  }

  /** The longest idle seat that may take the call, or null. */
  public @Nullable Seat seatFor(Call call) {
    for (Seat seat : seats.idle(call.getSkill())) {
      if (!refused(call, seat)) {
        return seat;
      }
    }
    return null;
  }

  /** The oldest queued call that the seat may take, or null. */
  public @Nullable Call callFor(Seat seat) {
    Call oldest = null;
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < seat.getSkillsCount(); i++) {
      Call call = callFor(seat, seat.getSkills(i));
      if (call != null && CallLife.numberOf(call.getCallId()) < lowest) {
        oldest = call;
        lowest = CallLife.numberOf(call.getCallId());
      }
    }
    return oldest;
  }

  private @Nullable Call callFor(Seat seat, String skill) {
    for (Call call : waiting.queued(skill)) {
      if (!refused(call, seat)) {
        return call;
      }
    }
    return null;
  }

  /** Whether the seat turned this very call down, or let it ring. */
  private static boolean refused(Call call, Seat seat) {
    for (int i = 0; i < call.getRefusedByCount(); i++) {
      if (call.getRefusedBy(i).equals(seat.getSeatId())) {
        return true;
      }
    }
    return false;
  }
}
