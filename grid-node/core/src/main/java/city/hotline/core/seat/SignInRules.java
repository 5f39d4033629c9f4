package city.hotline.core.seat;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.Fields;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.queue.Lines;
import city.hotline.core.queue.QueueRules;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatCameBack;
import city.hotline.proto.floor.v1.SeatSignedIn;
import city.hotline.proto.floor.v1.SeatSignedOut;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SignOut;
import city.hotline.proto.floor.v1.SkillLevel;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operators sit down and leave. */
public final class SignInRules {

  private static final int NAME_MAX = 32;
  private static final int OPERATOR_MAX = 64;
  private static final int SKILLS_MAX = 32;
  private static final int QUEUES_MAX = 16;
  private static final int TEXTS_MAX = 10;

  /** The longest wrap-up there is, extended or not. */
  public static final int WRAP_UP_MAX_SECONDS = 3_600;

  private final String prefix;
  private final Seats seats;
  private final LiveCalls calls;

  /** Rules over the seats of one floor. */
  public SignInRules(String district, Seats seats, LiveCalls calls) {
    this.prefix = district + "-";
    this.seats = seats;
    this.calls = calls;
  }

  /**
   * Refuses INVALID_FIELD, SEAT_TAKEN. The same operator keeps what the seat has, after a crash for
   * instance.
   */
  public Decision<FloorEvent> signIn(SignIn command) {
    Decision<FloorEvent> invalid = invalid(command);
    if (invalid != null) {
      return invalid;
    }
    Seat seat = seats.orEmpty(command.getSeatId());
    boolean again = SeatLife.isSignedIn(seat);
    if (again && !seat.getOperator().equals(command.getOperator())) {
      return Decision.refused(
          Refusal.REFUSAL_SEAT_TAKEN,
          Map.of("seat_id", seat.getSeatId()),
          "Seat "
              + seat.getSeatId()
              + " is signed in by somebody else: take another one, or have it signed out.");
    }
    List<FloorEvent> events = new ArrayList<>(2);
    events.add(signedIn(command));
    if (again && SeatLife.isSilent(seat)) {
      events.add(
          FloorEvent.newBuilder()
              .setSeatCameBack(SeatCameBack.newBuilder().setSeatId(seat.getSeatId()))
              .build());
    }
    return Decision.accepted(
        Reply.newBuilder().setSeatId(seat.getSeatId()).setCallId(seat.getCallId()).build(), events);
  }

  private static FloorEvent signedIn(SignIn command) {
    SeatSignedIn.Builder fact =
        SeatSignedIn.newBuilder()
            .setSeatId(command.getSeatId())
            .setOperator(command.getOperator())
            .setTextContacts(command.getTextContacts())
            .setWrapUpSeconds(command.getWrapUpSeconds());
    Set<String> skills = new LinkedHashSet<>(command.getSkillsList());
    if (skills.isEmpty()) {
      skills.add(Arrivals.GENERAL_SKILL);
    }
    fact.addAllSkills(skills)
        .addAllQueues(new LinkedHashSet<>(command.getQueuesList()))
        .addAllLevels(command.getLevelsList());
    return FloorEvent.newBuilder().setSeatSignedIn(fact).build();
  }

  /** Refuses UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT, SEAT_ON_CONTACT. */
  public Decision<FloorEvent> signOut(SignOut command) {
    Decision<FloorEvent> refused = SeatRefusals.notHere(seats, command.getSeatId());
    return refused == null ? signedOut(seats.orEmpty(command.getSeatId()), calls, "") : refused;
  }

  /**
   * The facts that the operator of a seat leaves, or SEAT_ON_CONTACT. A guest's loan ends with it.
   *
   * @param forcedBy the supervisor who wants it, or empty
   */
  static Decision<FloorEvent> signedOut(Seat seat, LiveCalls calls, String forcedBy) {
    FloorEvent goes =
        seat.getGuest()
            ? LoanRules.returned(seat, Presence.PRESENCE_OFFLINE, forcedBy)
            : FloorEvent.newBuilder()
                .setSeatSignedOut(
                    SeatSignedOut.newBuilder().setSeatId(seat.getSeatId()).setForcedBy(forcedBy))
                .build();
    return left(seat, calls, goes);
  }

  /**
   * The facts of a seat that leaves, a call that only rings taken back first; or SEAT_ON_CONTACT.
   */
  static Decision<FloorEvent> left(Seat seat, LiveCalls calls, FloorEvent goes) {
    if (seat.getTextsCount() > 0) {
      return onContact(seat, seat.getTexts(0));
    }
    if (!seat.getCallId().isEmpty() && OffTheLine.rescinded(seat, calls) == null) {
      return onContact(seat, seat.getCallId());
    }
    List<FloorEvent> events = OffTheLine.facts(seat, calls);
    events.add(goes);
    return Decision.accepted(
        Reply.newBuilder().setSeatId(seat.getSeatId()).setCallId(seat.getCallId()).build(), events);
  }

  private static Decision<FloorEvent> onContact(Seat seat, String callId) {
    return SeatRefusals.about(
        Refusal.REFUSAL_SEAT_ON_CONTACT,
        seat,
        "call " + callId + " is still with it; end it and wrap it up first.");
  }

  private @Nullable Decision<FloorEvent> invalid(SignIn command) {
    String seatId = command.getSeatId();
    if (!seatId.startsWith(prefix) || !Fields.isPlainName(seatId, prefix.length(), NAME_MAX)) {
      return Decision.invalidField(
          "seat_id",
          CallRefusals.shortened(seatId),
          prefix + " and 1 to " + NAME_MAX + " letters, digits or dashes");
    }
    Decision<FloorEvent> invalid = Fields.text("operator", command.getOperator(), 1, OPERATOR_MAX);
    if (invalid != null) {
      return invalid;
    }
    if (command.getSkillsCount() > SKILLS_MAX) {
      return Decision.invalidField(
          "skills", command.getSkillsCount() + " skills", "at most " + SKILLS_MAX);
    }
    for (int i = 0; i < command.getSkillsCount(); i++) {
      invalid = Fields.text("skills[" + i + "]", command.getSkills(i), 1, Arrivals.SKILL_MAX);
      if (invalid != null) {
        return invalid;
      }
    }
    int wrapUp = command.getWrapUpSeconds();
    if (wrapUp < 0 || wrapUp > WRAP_UP_MAX_SECONDS) {
      return Decision.invalidField("wrap_up_seconds", wrapUp, "0 to " + WRAP_UP_MAX_SECONDS);
    }
    int texts = command.getTextContacts();
    if (texts < 0 || texts > TEXTS_MAX) {
      return Decision.invalidField("text_contacts", texts, "0 to " + TEXTS_MAX);
    }
    invalid = queues(command);
    return invalid == null ? levels(command) : invalid;
  }

  private static @Nullable Decision<FloorEvent> queues(SignIn command) {
    if (command.getQueuesCount() > QUEUES_MAX) {
      return Decision.invalidField(
          "queues", command.getQueuesCount() + " queues", "at most " + QUEUES_MAX);
    }
    for (int i = 0; i < command.getQueuesCount(); i++) {
      if (!Fields.isPlainName(command.getQueues(i), 0, QueueRules.NAME_MAX)) {
        return Decision.invalidField(
            "queues[" + i + "]",
            CallRefusals.shortened(command.getQueues(i)),
            "1 to " + QueueRules.NAME_MAX + " Latin letters, digits or dashes");
      }
    }
    return null;
  }

  private static @Nullable Decision<FloorEvent> levels(SignIn command) {
    Set<String> named = new HashSet<>();
    for (int i = 0; i < command.getLevelsCount(); i++) {
      SkillLevel each = command.getLevels(i);
      String name = "levels[" + i + "]";
      if (!command.getSkillsList().contains(each.getSkill()) || !named.add(each.getSkill())) {
        return Decision.invalidField(
            name + ".skill", CallRefusals.shortened(each.getSkill()), "one of the skills, once");
      }
      if (each.getLevel() < Lines.LOWEST || each.getLevel() > Lines.HIGHEST) {
        return Decision.invalidField(
            name + ".level", each.getLevel(), Lines.LOWEST + " to " + Lines.HIGHEST);
      }
    }
    return null;
  }
}
