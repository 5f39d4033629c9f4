package city.hotline.simulator;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.docket.Docket;
import city.hotline.core.moment.Times;
import city.hotline.core.order.Facts;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.docket.v1.ClosedOrders;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.shard.v1.ConfirmDelivery;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.SplittableRandom;

/** One life of a docket: an owner that crashes, a copy, and a second count. To be lived once. */
final class DocketLife {
  private static final ShardId DOCKET = ShardId.docket(DocketPeople.DISTRICT, DocketPeople.STREET);
  private static final long BEGIN_MS = 1_795_482_000_000L;
  private static final int LOOK_EVERY = 100;
  private static final int RESTORE_ONE_IN = 500;
  private static final int CRASH_ONE_IN = 2_000;
  private static final int FAIL_OVER_ONE_IN = 1_000;

  private final long recountEvery;
  private final SplittableRandom random;
  private final Directory directory = Directory.beijing();
  private final DocketCoverage coverage = new DocketCoverage();
  private final DocketCounts counts = new DocketCounts(directory);
  private final DocketPeople people;
  private final Mail mail;
  private final Owner owner;
  private final Judge judge;
  private Docket copy;
  private long nowMs = BEGIN_MS;
  private long crashes;
  private long failOvers;
  private long recounts;

  DocketLife(SplittableRandom random, long recountEvery) {
    this.random = random;
    this.recountEvery = recountEvery;
    this.people = new DocketPeople(random.split());
    this.mail = new Mail(random.split());
    this.owner = new Owner(DOCKET, Versions.BOTH, moment());
    this.judge = new Judge(owner, mail, this::take, coverage::refused);
    this.copy = restored(docketOf(owner.shard()));
  }

  /** Lives so many commands; throws {@link Wrong} at the first thing that must never be. */
  Lived live(long commands) {
    for (long step = 1; step <= commands; step++) {
      step();
      if (step % Math.min(LOOK_EVERY, recountEvery) == 0) {
        look();
      }
      if (step % recountEvery == 0) {
        recount();
      }
    }
    if (commands % recountEvery != 0) {
      recount();
    }
    return judge.lived(commands, crashes, failOvers, recounts, coverage.counts());
  }

  private static Docket docketOf(Shard shard) {
    return ((Contents.OfDocket) shard.contents()).docket();
  }

  /** As it comes back from its bytes. */
  private Docket restored(Docket docket) {
    try {
      DocketState state = DocketState.parseFrom(docket.snapshot().toByteArray());
      return Docket.restored(DOCKET.district(), DOCKET.docket(), Versions.BOTH, state);
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

  /** Mostly minutes, often no time at all, sometimes until something is due, or days. */
  private void pass() {
    int dice = random.nextInt(2_000);
    long dueMs = docketOf(owner.shard()).nextDeadlineMs();
    if (dice == 0) {
      nowMs += random.nextLong(6L * 24 * 3_600_000);
    } else if (dice < 300 && dueMs - nowMs < 6 * 3_600_000) {
      nowMs = Math.max(nowMs, dueMs) + random.nextInt(2_000);
    } else if (dice < 1_000) {
      nowMs += random.nextInt(30 * 60_000);
    }
  }

  private ShardCommand.Builder command() {
    ShardCommand.Builder command = ShardCommand.newBuilder().setShard(DOCKET.toRef());
    if (random.nextInt(600) == 0) {
      return command.setConfirmDelivery(
          ConfirmDelivery.newBuilder().setPosition(owner.shard().position()));
    }
    Docket docket = docketOf(owner.shard());
    boolean due = docket.nextDeadlineMs() <= nowMs && random.nextInt(6) != 0;
    return command.setDocket(due ? Dockets.tick() : people.next(docket));
  }

  private void take(Record record) {
    owner.apply(record);
    for (DocketEvent event : record.getDocket().getEventsList()) {
      String id = Facts.orderOf(event);
      Order was = copy.order(id).orElse(Order.getDefaultInstance());
      DocketLaws.beforeFact(was, event, Times.millis(record.getMoment()));
      copy.apply(event, record.getMoment());
      counts.heard(event, Times.millis(record.getMoment()));
      people.heard(event);
      if (id.isEmpty()) {
        coverage.monthClosed();
      } else {
        Order is = copy.order(id).orElseThrow();
        coverage.moved(was.getState(), event.getEventCase(), is.getState());
        DocketLaws.afterFact(was, event.getEventCase(), is);
      }
    }
  }

  private void look() {
    DocketFigures figures = docketOf(owner.shard()).figures();
    Wrong.unlessEqual(figures.getViolations(), 0, "violations that the docket sees itself");
    Wrong.unlessEqual(figures.getTotal(), counts.total(), "figures since the beginning");
    DocketState state = copy.snapshot();
    DocketLaws.hold(state);
    Wrong.unlessEqual(copy.nextDeadlineMs(), DocketLaws.nextDeadlineMs(state), "the next tick");
  }

  private void recount() {
    recounts++;
    DocketState state = docketOf(owner.shard()).snapshot();
    Wrong.unlessEqual(copy.snapshot(), state, "the copy");
    DocketLaws.hold(state);
    DocketFigures figures = docketOf(owner.shard()).figures();
    Wrong.unlessEqual(copy.figures(), figures, "figures of the copy");
    Wrong.unlessEqual(figures.getTotal(), counts.total(), "figures since the beginning");
    Wrong.unlessEqual(figures.getMonthRates(), counts.month(), "rates of the month");
    Wrong.unlessEqual(figures.getTotalRates(), counts.all(), "rates since the beginning");
    Wrong.unlessEqual(state.getClosedMonthsList(), counts.closedMonths(), "closed months");
    Wrong.unlessEqual(
        AnswerBook.lines(state.getRateDaysList()), counts.answers(), "answers by day");
    RateScheme scheme = directory.schemes().first();
    Wrong.unlessEqual(
        AnswerBook.rates(state.getRateDaysList(), scheme), counts.rates(), "rates by unit");
    int closed = state.getClosedOrdersList().stream().mapToInt(ClosedOrders::getOrdersCount).sum();
    Wrong.unlessEqual(
        figures.getTotal().getOpened(), (long) state.getOpenCount() + closed, "orders opened");
    Wrong.unless(coverage.unexpected().isEmpty(), () -> "unknown: " + coverage.unexpected());
  }
}
