package city.hotline.core.floor;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.conversation.Deadlines;
import city.hotline.core.conversation.DueRules;
import city.hotline.core.conversation.OrderNumbers;
import city.hotline.core.directory.Directories;
import city.hotline.core.figures.FloorTally;
import city.hotline.core.match.Matching;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.core.queue.QueueRules;
import city.hotline.core.queue.Queues;
import city.hotline.core.queue.WaitRules;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.Displayed;
import city.hotline.core.seat.LoanRules;
import city.hotline.core.seat.SeatLife;
import city.hotline.core.seat.Seats;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.supervision.v1.FloorPicture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live call floor of one district: who is on which call, who waits, and what is counted.
 *
 * <p>A call comes in, waits in the line of its skill, rings at the longest idle seat that can take
 * it, is answered, ended and wrapped up; each of these is a fact that is decided, then applied.
 * After every command nobody waits whom an idle seat could take. For the shard's one writer only.
 */
public final class Floor implements StateMachine<FloorCommand, FloorEvent, FloorState> {

  /** A deadline that has passed, milliseconds since 1970. */
  private static final long AT_ONCE = 0;

  private final FloorSettings settings;
  private final LiveCalls calls;
  private final Lineup lineup;
  private final WaitingCalls waiting;
  private final Deadlines deadlines = new Deadlines();
  private final Seats seats;
  private final Queues queues;
  private final OrderNumbers orders;
  private final FloorTally tally;
  private final GridClock clock;
  private final GridVoters voters;
  private final GridDirectories versions;
  private final FloorRules rules;
  private final DueRules dues;
  private final Consequences consequences;

  private Floor(String district, Directories directories, FloorState state) {
    settings = state.hasSettings() ? state.getSettings() : FloorDefaults.SETTINGS;
    calls = new LiveCalls(state.getLastCallNumber());
    lineup = Lineup.of(state, settings);
    waiting = lineup.waiting();
    seats = lineup.seats();
    queues = lineup.queues();
    orders = new OrderNumbers(state.getLastOrderNumber());
    tally = new FloorTally(settings, state);
    clock = new GridClock(district, state.hasClock() ? state.getClock() : null);
    voters = new GridVoters(district, state.hasVoters() ? state.getVoters() : null);
    versions = new GridDirectories(district, state.getDirectories());
    rules = FloorRules.over(district, directories, settings, calls, lineup, orders);
    dues =
        new DueRules(
            seats, settings, rules.offers(), rules.talk().callbacks(), new WaitRules(queues));
    consequences = new Consequences(calls, seats, new Matching(waiting, seats), rules.offers());
    for (Call call : state.getCallsList()) {
      keep(null, call);
    }
    for (Seat seat : state.getSeatsList()) {
      keep(seat);
    }
  }

  /**
   * A floor that has never had a call, run by the default settings.
   *
   * @param district the six-digit code; also the first part of its call and seat ids
   * @param moment when; its local day is the floor's first
   */
  public static Floor founded(String district, Directories directories, Moment moment) {
    return founded(district, directories, FloorDefaults.SETTINGS, moment);
  }

  /** A floor that has never had a call, run by these settings. */
  public static Floor founded(
      String district, Directories directories, FloorSettings settings, Moment moment) {
    FloorState empty =
        FloorState.newBuilder()
            .setSettings(settings)
            .setDay(Times.day(Times.millis(moment)).toString())
            .build();
    return new Floor(district, directories, empty);
  }

  /** The floor whose {@link #snapshot} this is. */
  public static Floor restored(String district, Directories directories, FloorState state) {
    return new Floor(district, directories, state);
  }

  @Override
  public Decision<FloorEvent> decide(FloorCommand command, Moment moment) {
    Decision<FloorEvent> decision = judged(command, moment);
    if (!(decision instanceof Decision.Accepted<FloorEvent> accepted)) {
      return decision;
    }
    return command.hasTick()
        ? completed(accepted, null, moment)
        : completed(accepted, tally.dayOver(moment), moment);
  }

  private Decision<FloorEvent> judged(FloorCommand command, Moment moment) {
    return switch (command.getCommandCase()) {
      case REPORT_ARRIVAL -> rules.entrance().report(command.getReportArrival(), moment);
      case REPORT_ABANDON -> rules.exits().abandon(command.getReportAbandon(), moment);
      case REPORT_END -> rules.talk().talk().callerLeft(command.getReportEnd(), moment);
      case REPORT_FLOW_OUT -> rules.exits().flowOut(command.getReportFlowOut());
      case ASK_CALLBACK -> rules.talk().callbacks().ask(command.getAskCallback());
      case REPORT_FAILURE -> rules.exits().fail(command.getReportFailure());
      case SIGN_IN -> rules.seats().signIns().signIn(command.getSignIn());
      case SIGN_OUT -> rules.seats().signIns().signOut(command.getSignOut());
      case SET_PRESENCE -> rules.seats().presence().setPresence(command.getSetPresence());
      case ACCEPT_CALL -> rules.offers().accept(command.getAcceptCall(), moment);
      case REJECT_CALL -> rules.offers().reject(command.getRejectCall(), moment);
      case HOLD_CALL -> rules.talk().talk().hold(command.getHoldCall());
      case RESUME_CALL -> rules.talk().talk().resume(command.getResumeCall());
      case END_CALL -> rules.talk().talk().end(command.getEndCall(), moment);
      case TRANSFER_CALL -> rules.talk().transfers().transfer(command.getTransferCall(), moment);
      case LEAVE_CALL -> rules.talk().companions().leave(command.getLeaveCall());
      case TAKE_BACK_CALL -> rules.talk().companions().takeBack(command.getTakeBackCall(), moment);
      case WRAP_UP_CALL -> rules.talk().wrapUps().wrapUp(command.getWrapUpCall(), moment);
      case EXTEND_WRAP_UP -> rules.talk().wrapUps().extend(command.getExtendWrapUp());
      case MARK_SEAT_SILENT -> rules.seats().presence().markSilent(command.getMarkSeatSilent());
      case MARK_SEAT_BACK -> rules.seats().presence().markBack(command.getMarkSeatBack());
      case TICK -> tick(moment);
      case SET_CLOCK -> clock.set(command.getSetClock(), isUnused(), moment);
      case CHANGE_VOTERS -> voters.change(command.getChangeVoters());
      case LOAD_DIRECTORY -> versions.load(command.getLoadDirectory(), moment);
      case BOOST_CALL -> rules.boosts().boost(command.getBoostCall());
      case FORCE_PRESENCE -> rules.seats().presence().force(command.getForcePresence());
      case LEND_SEAT -> rules.seats().loans().lend(command.getLendSeat());
      case SPARE_SEAT -> rules.seats().loans().spare(command.getSpareSeat());
      case TAKE_SEAT -> rules.seats().loans().take(command.getTakeSeat());
      case ASK_SEAT_BACK -> rules.seats().loans().askBack(command.getAskSeatBack());
      case RECALL_SEAT -> rules.seats().loans().recall(command.getRecallSeat());
      case RETURN_SEAT -> rules.seats().loans().giveBack(command.getReturnSeat());
      case WELCOME_SEAT -> rules.seats().loans().welcome(command.getWelcomeSeat());
      case ACKNOWLEDGE_ALERT -> rules.alerts().acknowledge(command.getAcknowledgeAlert());
      case SET_QUEUE -> rules.queues().set(command.getSetQueue(), moment);
      case REPORT_PROGRESS -> rules.reports().progress(command.getReportProgress(), moment);
      case COMMAND_NOT_SET ->
          Decision.invalidField("command", "absent", "one of the commands of a floor");
    };
  }

  private boolean isUnused() {
    return !tally.hasOffered() && seats.signedIn().isEmpty();
  }

  /**
   * Carries out the soonest of what is due: a guest goes home, an offer, a wrap-up, a step of
   * waiting, the end of the day, what was planned for a queue.
   */
  private Decision<FloorEvent> tick(Moment moment) {
    long nowMs = Times.millis(moment);
    Seat guest = seats.leaving();
    if (guest != null) {
      return Decision.accepted(
          Reply.newBuilder().setSeatId(guest.getSeatId()).build(),
          List.of(LoanRules.returned(guest, guest.getPresence(), "")));
    }
    FloorEvent ofFloor = dueOnFloor(moment);
    if (ofFloor != null) {
      return Decision.accepted(Reply.getDefaultInstance(), List.of(ofFloor));
    }
    String callId = deadlines.nextCallId();
    if (callId == null || deadlines.nextMs() > nowMs) {
      return Decision.refused(
          Refusal.REFUSAL_NOTHING_DUE, "Nothing is due yet: tick again at the next deadline.");
    }
    Call call = calls.orNone(callId);
    Reply reply = Reply.newBuilder().setCallId(callId).setSeatId(call.getSeatId()).build();
    return Decision.accepted(reply, dues.due(call, moment));
  }

  /** What is due before anything about a call is, or null. */
  private @Nullable FloorEvent dueOnFloor(Moment moment) {
    QueueSettings plan = queues.nextPlan();
    long planMs = queues.nextPlanMs();
    if (plan != null
        && planMs <= Times.millis(moment)
        && planMs <= Math.min(deadlines.nextMs(), tally.dayEndMs())) {
      return QueueRules.changed(plan);
    }
    return tally.dayEndMs() <= deadlines.nextMs() ? tally.dayOver(moment) : null;
  }

  /** Adds what follows by itself: the day that is over before, then what comes of the facts. */
  private Decision<FloorEvent> completed(
      Decision.Accepted<FloorEvent> accepted, @Nullable FloorEvent dayOver, Moment moment) {
    List<FloorEvent> all = consequences.of(accepted.events(), moment);
    if (dayOver != null) {
      all = new ArrayList<>(all);
      all.add(0, dayOver);
    }
    return Decision.accepted(accepted.reply(), all);
  }

  @Override
  public void apply(FloorEvent event, Moment moment) {
    String callId = Subjects.callOf(event);
    Call before = calls.orNone(callId);
    String seatId = Subjects.seatOf(event, before);
    if (!callId.isEmpty()) {
      Call after = CallLife.after(before, event, moment);
      Call known = before.getCallId().isEmpty() ? null : before;
      keep(known, after);
      lineup.recent().moved(known, after, moment);
      lineup.alerts().moved(event, after, moment);
      tally.count(event, before, after, moment);
    }
    if (!seatId.isEmpty()) {
      long order = seats.lastIdleOrder() + 1;
      Seat was = seats.orEmpty(seatId);
      Seat after = SeatLife.after(was, event, before, moment, order);
      keep(after);
      tally.countIdle(was, after, moment);
      lineup.alerts().moved(after, moment);
    }
    if (event.getEventCase() == EventCase.ORDER_REQUESTED) {
      orders.given();
      tally.countOrder(calls.orNone(event.getOrderRequested().getCallId()), moment);
    } else if (event.getEventCase() == EventCase.DAY_CLOSED) {
      tally.closeDay(event.getDayClosed());
    } else if (event.getEventCase() == EventCase.CLOCK_ANCHORED) {
      clock.anchored(event.getClockAnchored().getClock());
    } else if (event.getEventCase() == EventCase.VOTERS_CHANGED) {
      voters.changed(event.getVotersChanged().getVoters());
    } else if (event.getEventCase() == EventCase.DIRECTORY_LOADED) {
      versions.loaded(event.getDirectoryLoaded());
    } else if (event.getEventCase() == EventCase.QUEUE_CHANGED) {
      seats.reorder(() -> queues.changed(event.getQueueChanged().getSettings()));
      lineup.alerts().look(event.getQueueChanged().getSettings().getQueue(), moment);
    } else if (event.getEventCase() == EventCase.QUEUE_PLANNED) {
      queues.planned(event.getQueuePlanned().getSettings());
    } else if (event.getEventCase() == EventCase.ALERT_ACKNOWLEDGED) {
      lineup.alerts().acknowledged(event.getAlertAcknowledged(), moment);
    }
  }

  private void keep(@Nullable Call before, Call after) {
    calls.put(after);
    waiting.moved(before, after);
    deadlines.moved(before, after);
  }

  private void keep(Seat seat) {
    seats.put(seat, Displayed.of(seat, calls));
  }

  @Override
  public void epochStarted(Moment moment) {
    for (Call call : List.copyOf(calls.all())) {
      if (call.hasDeadline()) {
        keep(call, dues.restarted(call, moment));
      }
    }
  }

  @Override
  public long nextDeadlineMs() {
    return seats.leaving() == null
        ? Math.min(Math.min(deadlines.nextMs(), tally.dayEndMs()), queues.nextPlanMs())
        : AT_ONCE;
  }

  /** Copies references to the calls and seats. */
  @Override
  public Supplier<FloorState> freeze() {
    FloorState.Builder state =
        FloorState.newBuilder()
            .addAllCalls(calls.all())
            .addAllSeats(seats.all())
            .setLastCallNumber(calls.lastNumber())
            .setLastOrderNumber(orders.last())
            .setSettings(settings);
    tally.freeze(state);
    lineup.freeze(state);
    clock().ifPresent(state::setClock);
    voters().ifPresent(state::setVoters);
    directories().ifPresent(state::setDirectories);
    return state::build;
  }

  /** What the floor shows now. */
  public FloorFigures figures() {
    return tally
        .figures(waiting.count(), waiting.oldest(), seats.figures())
        .setCallbacks(waiting.callbacks())
        .setAlerts(lineup.alerts().count())
        .setAlertsUnacknowledged(lineup.alerts().unacknowledged())
        .build();
  }

  /**
   * What was counted on a local day, ISO, or today if empty; empty for days that are not kept.
   * Today's figures change still.
   */
  public Optional<ClosedDay> day(String day) {
    return tally.day(day);
  }

  /** What a supervisor sees of it now; district, position and time are the caller's to add. */
  public FloorPicture.Builder picture() {
    return Overview.of(lineup).setToday(tally.today());
  }

  /** The seat; empty when nobody ever signed in there. */
  public Optional<Seat> seat(String seatId) {
    return Optional.ofNullable(seats.get(seatId));
  }

  /** The call; empty when it is over or never was. */
  public Optional<Call> call(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  /** All calls that are not over, in the order of arrival; a view for the writer's thread. */
  public Collection<Call> calls() {
    return calls.all();
  }

  /** How many callers wait, those whose call rings at a seat included. */
  public int waiting() {
    return waiting.count();
  }

  /** The ids of the seats somebody works at here, in order; a view for the writer's thread. */
  public Set<String> signedInSeats() {
    return seats.signedIn();
  }

  /** How grid time runs; on the city's floor only, and empty until it is set. */
  public Optional<ClockAnchor> clock() {
    return Optional.ofNullable(clock.anchor());
  }

  /** Who has a vote in the grid; on the city's floor only, and empty before the first change. */
  public Optional<VoterSet> voters() {
    return Optional.ofNullable(voters.now());
  }

  /** The versions of the directory; on the city's floor only, and empty before the first. */
  public Optional<DirectorySet> directories() {
    return versions.now();
  }
}
