package city.hotline.core.match;

import city.hotline.core.queue.Asked;
import city.hotline.core.queue.Lines;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.Abilities;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Seat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which seat takes which call: the seat that its queue's strategy puts first among those that can
 * take it, and the call whose place is first among those the seat can take, in whatever queue. Who
 * cannot be matched is skipped and blocks nobody. Asks only; changes nothing.
 */
public final class Matching {

  private final WaitingCalls waiting;
  private final Seats seats;

  /** Over the callers who wait and the seats of one floor. */
  public Matching(WaitingCalls waiting, Seats seats) {
    this.waiting = waiting;
    this.seats = seats;
  }

  /** The first idle seat that may take the call, or null. */
  public @Nullable Seat seatFor(Call call) {
    return seats.firstIdle(
        Asked.queue(call), Asked.skill(call), Asked.level(call), seat -> !refused(call, seat));
  }

  /** The first queued call that the seat may take, or null. */
  public @Nullable Call callFor(Seat seat) {
    Map.Entry<Lines.Place, Call> first = null;
    for (String queue : Abilities.queues(seat)) {
      first = sooner(first, next(seat, queue, Lines.ANY_SKILL, Lines.LOWEST));
      for (int i = 0; i < seat.getSkillsCount(); i++) {
        String skill = seat.getSkills(i);
        first = sooner(first, next(seat, queue, skill, Abilities.level(seat, skill)));
      }
    }
    return first == null ? null : first.getValue();
  }

  private Map.@Nullable Entry<Lines.Place, Call> next(
      Seat seat, String queue, String skill, int level) {
    return waiting.first(queue, skill, level, call -> !refused(call, seat));
  }

  private static Map.@Nullable Entry<Lines.Place, Call> sooner(
      Map.@Nullable Entry<Lines.Place, Call> one, Map.@Nullable Entry<Lines.Place, Call> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.getKey().compareTo(other.getKey()) <= 0 ? one : other;
  }

  /** Whether the seat turned this very call down, or let it ring, not long ago. */
  private static boolean refused(Call call, Seat seat) {
    for (int i = 0; i < call.getRefusalsCount(); i++) {
      if (call.getRefusals(i).getSeatId().equals(seat.getSeatId())) {
        return true;
      }
    }
    return false;
  }
}
