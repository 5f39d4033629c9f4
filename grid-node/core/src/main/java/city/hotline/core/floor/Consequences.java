package city.hotline.core.floor;

import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.conversation.CompanionRules;
import city.hotline.core.conversation.OfferRules;
import city.hotline.core.match.Matching;
import city.hotline.core.seat.SeatLife;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What follows by itself from the facts of a command: whoever accompanied a call that is over
 * leaves before it is, and every offer that has become possible is made, so that nobody waits whom
 * an idle seat could take. Asks only; changes nothing.
 */
final class Consequences {

  private final LiveCalls calls;
  private final Seats seats;
  private final Matching matching;
  private final OfferRules offers;

  /** Over the calls and seats of one floor. */
  Consequences(LiveCalls calls, Seats seats, Matching matching, OfferRules offers) {
    this.calls = calls;
    this.seats = seats;
    this.matching = matching;
    this.offers = offers;
  }

  /** The facts, with what follows from them; the same list where nothing does. */
  List<FloorEvent> of(List<FloorEvent> facts, Moment moment) {
    List<FloorEvent> all = facts;
    Foresight ahead = Foresight.of(all, calls, seats, moment);
    Call after = ahead.call();
    FloorEvent left =
        after == null ? null : CompanionRules.leftWith(calls.orNone(after.getCallId()), after);
    if (left != null) {
      all = new ArrayList<>(facts.size() + 3);
      all.add(left);
      all.addAll(facts);
      ahead = Foresight.of(all, calls, seats, moment);
    }
    List<FloorEvent> offered = offers(ahead, moment);
    if (offered.isEmpty()) {
      return all;
    }
    List<FloorEvent> completed = new ArrayList<>(all.size() + offered.size());
    completed.addAll(all);
    completed.addAll(offered);
    return completed;
  }

  private List<FloorEvent> offers(Foresight ahead, Moment moment) {
    List<FloorEvent> made = new ArrayList<>(1);
    Call waits = ahead.waitingCall();
    Seat seat = waits == null ? null : matching.seatFor(waits);
    if (waits != null && seat != null) {
      made.add(offers.offer(waits, seat, moment));
    }
    List<Seat> free = new ArrayList<>(ahead.seats());
    free.removeIf(each -> !SeatLife.isIdle(each));
    if (free.isEmpty()) {
      return made;
    }
    // Whoever moves now is in the lines still as he was.
    Set<String> taken = new HashSet<>();
    if (ahead.call() != null && (waits == null || seat != null)) {
      taken.add(ahead.call().getCallId());
    }
    Call next = matching.callFor(free, taken);
    while (next != null) {
      Seat takes = matching.first(free, next);
      made.add(offers.offer(next, takes, moment));
      taken.add(next.getCallId());
      free.remove(takes);
      next = matching.callFor(free, taken);
    }
    return made;
  }
}
