package city.hotline.core.match;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.queue.Asked;
import city.hotline.core.queue.Lines;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.Abilities;
import city.hotline.core.seat.SeatLife;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Seat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
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
        CallLife.isText(call),
        Asked.queue(call),
        Asked.skill(call),
        Asked.level(call),
        seat -> !refused(call, seat));
  }

  /**
   * The first queued call that one of some idle seats may take, or null.
   *
   * @param taken the ids of those that are not to be had any more
   */
  public @Nullable Call callFor(List<Seat> seats, Set<String> taken) {
    Map.Entry<Lines.Place, Call> first = null;
    for (int i = 0; i < seats.size(); i++) {
      first = sooner(first, callFor(seats.get(i), taken));
    }
    return first == null ? null : first.getValue();
  }

  /** The first of some idle seats that may take the call; there must be one. */
  public Seat first(List<Seat> some, Call call) {
    Seat first = null;
    for (Seat each : some) {
      if (suits(call, each) && (first == null || seats.isBefore(each, first, call))) {
        first = each;
      }
    }
    return Objects.requireNonNull(first, call.getCallId());
  }

  private static boolean suits(Call call, Seat seat) {
    String skill = Asked.skill(call);
    return Abilities.queues(seat).contains(Asked.queue(call))
        && (skill.equals(Lines.ANY_SKILL)
            || (seat.getSkillsList().contains(skill)
                && Abilities.level(seat, skill) >= Asked.level(call)))
        && (!CallLife.isText(call) || SeatLife.takesTexts(seat))
        && !refused(call, seat);
  }

  private Map.@Nullable Entry<Lines.Place, Call> callFor(Seat seat, Set<String> taken) {
    Predicate<Call> suits = call -> !refused(call, seat) && !taken.contains(call.getCallId());
    Map.Entry<Lines.Place, Call> first = next(seat, false, suits);
    if (SeatLife.takesTexts(seat)) {
      first = sooner(first, next(seat, true, suits));
    }
    return first;
  }

  private Map.@Nullable Entry<Lines.Place, Call> next(
      Seat seat, boolean texts, Predicate<Call> suits) {
    Map.Entry<Lines.Place, Call> first = null;
    for (String queue : Abilities.queues(seat)) {
      first = sooner(first, waiting.first(texts, queue, Lines.ANY_SKILL, Lines.LOWEST, suits));
      for (int i = 0; i < seat.getSkillsCount(); i++) {
        String skill = seat.getSkills(i);
        int level = Abilities.level(seat, skill);
        first = sooner(first, waiting.first(texts, queue, skill, level, suits));
      }
    }
    return first;
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
