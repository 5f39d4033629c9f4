package city.hotline.core.seat;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.queue.Asked;
import city.hotline.core.queue.Lines;
import city.hotline.core.queue.Queues;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All seats ever signed in at a floor, the idle ones in a line for each of their queues and skills,
 * and how many are shown in which state. For the floor's one writer only.
 */
public final class Seats {

  private static final class Place {
    Seat seat;
    DisplayedState shown = DisplayedState.DISPLAYED_STATE_UNSPECIFIED;

    Place(Seat seat) {
      this.seat = seat;
    }
  }

  private final Map<String, Place> byId = new HashMap<>();
  private final TreeMap<String, Place> inOrder = new TreeMap<>();
  private final Set<String> here = new TreeSet<>();
  private final Set<String> lent = new TreeSet<>();
  private final TreeSet<String> leaving = new TreeSet<>();
  private final Lines<Seat> idle = new Lines<>();
  private final Lines<Seat> idleForTexts = new Lines<>();
  private final Queues queues;
  private final int[] shown = new int[DisplayedState.values().length];
  private int guests;
  private long lastIdleOrder;

  /**
   * Starts empty.
   *
   * @param lastIdleOrder the last place in line given to an idle seat; 0 when none was
   * @param queues what order their seats stand in
   */
  public Seats(long lastIdleOrder, Queues queues) {
    this.lastIdleOrder = lastIdleOrder;
    this.queues = queues;
  }

  /** The seat, or null when nobody ever signed in there. */
  public @Nullable Seat get(String seatId) {
    Place place = byId.get(seatId);
    return place == null ? null : place.seat;
  }

  /** The seat, or an empty one when nobody ever signed in there. */
  public Seat orEmpty(String seatId) {
    Place place = byId.get(seatId);
    return place == null ? SeatLife.empty(seatId) : place.seat;
  }

  /** The last place in line given. */
  public long lastIdleOrder() {
    return lastIdleOrder;
  }

  /** Keeps the seat as it is now, and counts it as shown. */
  public void put(Seat seat, DisplayedState shownNow) {
    Place place = byId.get(seat.getSeatId());
    if (place == null) {
      place = new Place(SeatLife.empty(seat.getSeatId()));
      byId.put(seat.getSeatId(), place);
      inOrder.put(seat.getSeatId(), place);
    }
    line(place.seat, seat);
    place.seat = seat;
    if (place.shown != shownNow) {
      shown[place.shown.getNumber()]--;
      shown[shownNow.getNumber()]++;
      place.shown = shownNow;
    }
  }

  private void line(Seat before, Seat after) {
    if (SeatLife.isIdle(before)) {
      leaveLines(before);
    }
    if (SeatLife.isIdle(after)) {
      joinLines(after);
    }
    lastIdleOrder = Math.max(lastIdleOrder, Math.max(after.getIdleOrder(), after.getOfferOrder()));
    String id = after.getSeatId();
    enter(here, id, SeatLife.isHere(before), SeatLife.isHere(after));
    enter(lent, id, SeatLife.isLent(before), SeatLife.isLent(after));
    enter(leaving, id, SeatLife.isLeaving(before), SeatLife.isLeaving(after));
    guests += (after.getGuest() ? 1 : 0) - (before.getGuest() ? 1 : 0);
  }

  private static void enter(Set<String> set, String id, boolean before, boolean after) {
    if (before != after) {
      if (after) {
        set.add(id);
      } else {
        set.remove(id);
      }
    }
  }

  private interface Line {
    void at(String queue, String skill, int level, Lines.Place place);
  }

  private void joinLines(Seat seat) {
    eachLine(seat, (queue, skill, level, place) -> idle.join(queue, skill, level, place, seat));
    if (SeatLife.takesTexts(seat)) {
      eachLine(
          seat,
          (queue, skill, level, place) ->
              idleForTexts.join(queue, skill, level, SeatOrder.forTexts(place, seat), seat));
    }
  }

  private void leaveLines(Seat seat) {
    eachLine(seat, idle::leave);
    if (SeatLife.takesTexts(seat)) {
      eachLine(
          seat,
          (queue, skill, level, place) ->
              idleForTexts.leave(queue, skill, level, SeatOrder.forTexts(place, seat)));
    }
  }

  /** The lines an idle seat stands in, each with its place there. */
  private void eachLine(Seat seat, Line line) {
    for (String queue : Abilities.queues(seat)) {
      SeatStrategy strategy = queues.strategy(queue);
      for (int i = 0; i < seat.getSkillsCount(); i++) {
        String skill = seat.getSkills(i);
        int level = Abilities.level(seat, skill);
        line.at(queue, skill, level, SeatOrder.place(strategy, seat, level));
      }
      Lines.Place place = SeatOrder.place(strategy, seat, Lines.LOWEST);
      line.at(queue, Lines.ANY_SKILL, Lines.LOWEST, place);
    }
  }

  /** Changes how queues are run, and puts the idle seats in the order that holds afterwards. */
  public void reorder(Runnable change) {
    List<Seat> standing = new ArrayList<>();
    for (Place place : inOrder.values()) {
      if (SeatLife.isIdle(place.seat)) {
        standing.add(place.seat);
        leaveLines(place.seat);
      }
    }
    change.run();
    standing.forEach(this::joinLines);
  }

  /**
   * The first idle seat of the queue that is at least so good at the skill and suits, or null.
   *
   * @param forText whether it must be able to hold one more text contact
   * @param skill {@link Lines#ANY_SKILL} for any seat of the queue, at level {@link Lines#LOWEST}
   */
  public @Nullable Seat firstIdle(
      boolean forText, String queue, String skill, int level, Predicate<Seat> suits) {
    Lines<Seat> lines = forText ? idleForTexts : idle;
    Map.Entry<Lines.Place, Seat> first = lines.first(queue, skill, level, Lines.HIGHEST, suits);
    return first == null ? null : first.getValue();
  }

  /**
   * Whether the call is offered to one idle seat rather than to another, which may take it, too.
   */
  public boolean isBefore(Seat one, Seat other, Call call) {
    return placeFor(one, call).compareTo(placeFor(other, call)) < 0;
  }

  private Lines.Place placeFor(Seat seat, Call call) {
    String skill = Asked.skill(call);
    int level = skill.equals(Lines.ANY_SKILL) ? Lines.LOWEST : Abilities.level(seat, skill);
    Lines.Place place = SeatOrder.place(queues.strategy(Asked.queue(call)), seat, level);
    return CallLife.isText(call) ? SeatOrder.forTexts(place, seat) : place;
  }

  /** How many seats of the queue are idle. */
  public int idle(String queue) {
    return idle.count(queue, Lines.ANY_SKILL, Lines.LOWEST);
  }

  /** The ids of the seats somebody works at on this floor, in order; a view. */
  public Set<String> signedIn() {
    return Collections.unmodifiableSet(here);
  }

  /** A guest that is to go home now, or null. */
  public @Nullable Seat leaving() {
    return leaving.isEmpty() ? null : get(leaving.first());
  }

  /** All seats, by id. */
  public List<Seat> all() {
    List<Seat> seats = new ArrayList<>(inOrder.size());
    for (Place place : inOrder.values()) {
      seats.add(place.seat);
    }
    return seats;
  }

  /** The seats somebody works at here, then those that are lent, each with what is shown for it. */
  public void show(BiConsumer<Seat, DisplayedState> viewer) {
    show(here, viewer);
    show(lent, viewer);
  }

  private void show(Set<String> ids, BiConsumer<Seat, DisplayedState> viewer) {
    for (String id : ids) {
      Place place = byId.get(id);
      if (place != null) {
        viewer.accept(place.seat, place.shown);
      }
    }
  }

  /** How many are shown in which state. */
  public SeatFigures figures() {
    return SeatFigures.newBuilder()
        .setSignedIn(here.size())
        .setAvailable(count(DisplayedState.DISPLAYED_STATE_AVAILABLE))
        .setOffered(count(DisplayedState.DISPLAYED_STATE_OFFERED))
        .setOnContact(count(DisplayedState.DISPLAYED_STATE_ON_CONTACT))
        .setWrapping(count(DisplayedState.DISPLAYED_STATE_WRAPPING))
        .setNotReady(count(DisplayedState.DISPLAYED_STATE_NOT_READY))
        .setError(count(DisplayedState.DISPLAYED_STATE_ERROR))
        .setMissed(count(DisplayedState.DISPLAYED_STATE_MISSED))
        .setLent(lent.size())
        .setGuests(guests)
        .build();
  }

  private int count(DisplayedState state) {
    return shown[state.getNumber()];
  }
}
