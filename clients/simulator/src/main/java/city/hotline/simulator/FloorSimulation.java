package city.hotline.simulator;

import city.hotline.core.directory.Directory;
import city.hotline.core.floor.Floor;
import city.hotline.core.floor.Subjects;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.ConfirmDelivery;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * One life of a floor from one seed. Every command goes to the owner, who may crash or be replaced
 * at any time; a copy applies the same facts one by one; the counts are made again from the facts.
 * Whatever does not agree ends it with {@link Wrong}. Not thread-safe; to be run once.
 */
public final class FloorSimulation {
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final long BEGIN_MS = 1_795_482_000_000L;
  private static final int LOOK_EVERY = 50;
  private static final int RESTORE_ONE_IN = 300;
  private static final int CRASH_ONE_IN = 2_000;
  private static final int FAIL_OVER_ONE_IN = 1_000;
  private static final int PROGRESS_EVERY = 500_000;

  /** Of so many commands one confirms for every order on its way, a quarter at most. */
  private static final int CONFIRM_OF = 400;

  private final long commands;
  private final long recountEvery;
  private final LongConsumer progress;
  private final SplittableRandom random;
  private final Directory directory = Directory.beijing();
  private final Coverage coverage = new Coverage();
  private final Contacts contacts = new Contacts();
  private final LivingCalls living = new LivingCalls();
  private final FloorPeople people;
  private final FloorLoans loans;
  private final Mail mail;
  private final Owner owner;
  private final Judge judge;
  private Floor copy;
  private long nowMs = BEGIN_MS;
  private final AlertLaws alerts = new AlertLaws();
  private long delivered;
  private long loanFacts;
  private long crashes;
  private long failOvers;
  private long recounts;

  /**
   * A life that has not begun.
   *
   * @param commands how many, 1 or more
   * @param recountEvery after so many commands everything is counted again, 1 or more
   * @param progress is told now and then how many are through
   */
  public FloorSimulation(long commands, long seed, long recountEvery, LongConsumer progress) {
    this.commands = commands;
    this.recountEvery = recountEvery;
    this.progress = progress;
    this.random = new SplittableRandom(seed);
    this.people = new FloorPeople(FLOOR.district(), random.split(), living);
    this.loans = new FloorLoans(FLOOR.district(), random.split());
    this.mail = new Mail(random.split());
    this.owner = new Owner(FLOOR, directory, moment());
    this.judge = new Judge(owner, mail, this::take, coverage::refused);
    this.copy = restored(floorOf(owner.shard()));
  }

  /** Lives it; throws {@link Wrong} at the first thing that must never be, with its step. */
  public Lived run() {
    for (long step = 1; step <= commands; step++) {
      try {
        step();
        lookAt(step);
      } catch (Wrong e) {
        throw new Wrong("step " + step + ": " + e.getMessage());
      }
      if (step % PROGRESS_EVERY == 0) {
        progress.accept(step);
      }
    }
    recount();
    return judge.lived(commands, crashes, failOvers, recounts, coverage.counts());
  }

  private static Floor floorOf(Shard shard) {
    return ((Contents.OfFloor) shard.contents()).floor();
  }

  /** As it comes back from its bytes. */
  private Floor restored(Floor floor) {
    try {
      FloorState state = FloorState.parseFrom(floor.snapshot().toByteArray());
      return Floor.restored(FLOOR.district(), directory, state);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("these bytes were written here", e);
    }
  }

  private Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(nowMs).build();
  }

  private void step() {
    pass();
    if (random.nextInt(CRASH_ONE_IN) == 0) {
      owner.crash(random.nextBoolean());
      crashes++;
    }
    if (random.nextInt(RESTORE_ONE_IN) == 0) {
      copy = restored(copy);
    }
    if (random.nextInt(FAIL_OVER_ONE_IN) == 0) {
      owner.failOver(moment());
      copy.epochStarted(moment());
      failOvers++;
    }
    if (mail.hasSent() && random.nextInt(25) == 0) {
      judge.again(mail.again(), moment());
    } else {
      judge.once(mail.post(command()), moment());
    }
  }

  private ShardCommand.Builder command() {
    ShardCommand.Builder command = ShardCommand.newBuilder().setShard(FLOOR.toRef());
    List<OutboxEntry> outbox = owner.shard().outbox();
    if (random.nextInt(CONFIRM_OF) < Math.min(outbox.size(), CONFIRM_OF / 4)) {
      return command.setConfirmDelivery(
          ConfirmDelivery.newBuilder().setPosition(outbox.get(0).getPosition()));
    }
    if (random.nextInt(400) == 0) {
      return command.setConfirmDelivery(
          ConfirmDelivery.newBuilder().setPosition(owner.shard().position()));
    }
    Floor floor = floorOf(owner.shard());
    return command.setFloor(
        random.nextInt(14) == 0 ? loans.next(floor) : people.next(floor, nowMs));
  }

  /** Mostly moments; sometimes until something is due; once in a while a night. */
  private void pass() {
    int dice = random.nextInt(2_000);
    long due = floorOf(owner.shard()).nextDeadlineMs();
    if (dice == 0) {
      nowMs += random.nextInt(20 * 3_600_000);
    } else if (dice < 120 && due - nowMs < 60_000) {
      nowMs = Math.max(nowMs, due) + random.nextInt(2_000);
    } else {
      nowMs += random.nextInt(200);
    }
  }

  private void take(Record record) {
    owner.apply(record);
    delivered += record.hasDeliveryConfirmed() ? 1 : 0;
    for (FloorEvent event : record.getFloor().getEventsList()) {
      Call before = copy.call(Subjects.callOf(event)).orElse(Call.getDefaultInstance());
      String seat = Subjects.seatOf(event, before);
      Seat was = copy.seat(seat).orElse(Seat.getDefaultInstance());
      Routing from = routing(seat);
      coverage.came(before.getState(), event.getEventCase());
      if (event.hasCallOffered()) {
        FloorLaws.beforeOffer(copy.snapshot(), event.getCallOffered());
      } else if (event.getSeatLent().getSeat().getBorrowed()) {
        FloorLaws.beforeSparing(copy.snapshot(), event.getSeatLent());
      }
      copy.apply(event, record.getMoment());
      if (!seat.isEmpty()) {
        coverage.moved(from, event.getEventCase(), routing(seat));
      }
      contacts.heard(event, record.getMoment());
      if (!seat.isEmpty()) {
        Seat is = copy.seat(seat).orElse(Seat.getDefaultInstance());
        contacts.worked(was, is, record.getMoment());
      }
      living.heard(event);
      alerts.heard(event);
      loanFacts += isLoanFact(event) ? 1 : 0;
    }
  }

  /** Whether the fact must get to another floor. */
  private static boolean isLoanFact(FloorEvent event) {
    return event.hasSeatLent()
        || event.hasSeatAskedBack()
        || event.hasSeatReturned()
        || !event.getSeatWanted().getLender().isEmpty();
  }

  private Routing routing(String seat) {
    return copy.seat(seat).map(Seat::getRouting).orElse(Routing.ROUTING_OFF_QUEUE);
  }

  private void lookAt(long step) {
    if (step % Math.min(LOOK_EVERY, recountEvery) == 0) {
      FloorFigures figures = floorOf(owner.shard()).figures();
      Wrong.unlessEqual(figures.getViolations(), 0, "violations that the floor sees itself");
      Wrong.unlessEqual(figures.getWaiting(), contacts.waiting(), "callers waiting");
      contacts.conserved();
      FloorState state = copy.snapshot();
      FloorLaws.hold(state);
      alerts.hold(state);
      Wrong.unlessEqual(copy.nextDeadlineMs(), FloorLaws.nextDeadlineMs(state), "the next tick");
      judge();
    }
    if (step % recountEvery == 0) {
      recount();
    }
  }

  /** Judging changes nothing, and the copy judges alike. */
  private void judge() {
    FloorCommand command = people.next(copy, nowMs);
    FloorState before = copy.snapshot();
    Decision<FloorEvent> here = floorOf(owner.shard()).decide(command, moment());
    Wrong.unlessEqual(copy.decide(command, moment()), here, "how a copy judges");
    Wrong.unlessEqual(copy.snapshot(), before, "the state after it was only asked");
  }

  private void recount() {
    recounts++;
    FloorState state = floorOf(owner.shard()).snapshot();
    Wrong.unlessEqual(copy.snapshot(), state, "the copy");
    FloorLaws.hold(state);
    FloorFigures figures = floorOf(owner.shard()).figures();
    Wrong.unlessEqual(copy.figures(), figures, "figures of the copy");
    Wrong.unlessEqual(figures.getTotal(), contacts.total(), "figures since the beginning");
    Wrong.unlessEqual(figures.getToday(), contacts.today(), "figures of the day");
    Wrong.unlessEqual(state.getTodayDetail(), contacts.detail(), "the day, taken apart");
    Wrong.unlessEqual(state.getClosedDaysList(), contacts.closedDays(), "the days that are closed");
    Wrong.unlessEqual(figures.getOldestCallId(), contacts.oldest(), "who waits longest");
    Wrong.unlessEqual(figures.getSeats(), FloorLaws.seats(state), "seats by what is shown");
    Wrong.unlessEqual(state.getCallsCount(), contacts.living(), "calls that are not over");
    contacts.conserved();
    Wrong.unlessEqual(
        owner.shard().outbox().size() + delivered,
        contacts.total().getOrdersRequested() + loanFacts,
        "orders and seats in the outbox or delivered");
    Wrong.unless(coverage.unexpected().isEmpty(), () -> "unknown: " + coverage.unexpected());
  }
}
