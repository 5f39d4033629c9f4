package city.hotline.cli.bench;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.ContactCitizen;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an order takes of the heap, open and closed, after a collection of all garbage: in one copy,
 * with its citizen sealed, and without free text, of which a byte is a byte. Each record is applied
 * as a copy has it, read from bytes, so nothing is shared with who sent it.
 */
public final class MemoryBench {
  private static final String DISTRICT = "110105";
  private static final String NODE = "0123456789abcdef";
  private static final long BEGIN_MS = 1_795_482_000_000L;
  private static final long BETWEEN_MS = 200;

  /** A name, a phone number and an address, with nonce and tag. */
  private static final int SEALED_BYTES = 90;

  private static final int KEY_ID_BYTES = 16;

  /** Numbers of the orders that are measured; those before them warm up. */
  private static final int MEASURED_FROM = 1_000_000;

  /**
   * What was measured.
   *
   * @param orders in the dockets of one district
   * @param dispatchedBytes of one that waits for its unit
   * @param openBytes of an open one: a third signed, a third contacted, a third replied
   * @param closedBytes of one whose citizen was asked
   */
  public record Result(int orders, double dispatchedBytes, double openBytes, double closedBytes) {}

  private final PrintStream progress;
  private final int orders;
  private final SplittableRandom random = new SplittableRandom(1);
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final Directory directory = Directory.beijing();
  private final List<String> classes = directory.classes();
  private final List<Shard> dockets = new ArrayList<>();
  private long nowMs = BEGIN_MS;

  /**
   * A measurement.
   *
   * @param progress where to tell what is going on
   * @param orders how many to open, and to close
   */
  public MemoryBench(PrintStream progress, int orders) {
    this.progress = progress;
    this.orders = orders;
  }

  /** Measures. */
  public Result run() {
    for (String docket : directory.docketsOf(DISTRICT)) {
      ShardId id = ShardId.docket(DISTRICT, docket);
      dockets.add(Shard.founded(Shard.founding(id, 1, moment(), NODE), directory));
    }
    // What is made once, at the first order of its kind.
    each(dockets.size(), 0, this::whole);
    long empty = used();
    progress.printf("opening %,d orders in %d dockets%n", orders, dockets.size());
    each(orders, MEASURED_FROM, this::opened);
    long dispatched = used();
    each(orders, MEASURED_FROM, this::goesOn);
    long open = used();
    progress.printf("closing them%n");
    each(orders, MEASURED_FROM, this::closed);
    long closed = used();
    return new Result(orders, each(dispatched - empty), each(open - empty), each(closed - empty));
  }

  private double each(long bytes) {
    return (double) bytes / orders;
  }

  /** One step of one order. */
  private interface Step {
    void of(Shard docket, String order, int number);
  }

  private void each(int count, int from, Step step) {
    for (int number = 0; number < count; number++) {
      Shard docket = dockets.get(number % dockets.size());
      String order = docket.id().docket() + "-" + DISTRICT + "-" + (from + number);
      step.of(docket, order, number);
      nowMs += BETWEEN_MS;
    }
  }

  private void whole(Shard docket, String order, int number) {
    opened(docket, order, number);
    goesOn(docket, order, 2);
    closed(docket, order, 2);
  }

  private void opened(Shard docket, String order, int number) {
    byte[] sealed = new byte[SEALED_BYTES];
    byte[] key = new byte[KEY_ID_BYTES];
    random.nextBytes(sealed);
    random.nextBytes(key);
    String place = docket.id().docket();
    carryOut(
        docket,
        DocketCommand.newBuilder()
            .setOpenOrder(
                OpenOrder.newBuilder()
                    .setOrderId(order)
                    .setCallId(DISTRICT + "-" + order.substring(order.lastIndexOf('-') + 1))
                    .setDraft(
                        OrderDraft.newBuilder()
                            .setClassCode(classes.get(random.nextInt(classes.size())))
                            .setDistrict(DISTRICT)
                            .setStreet(place.equals(DISTRICT) ? "" : place)
                            .setRequester(
                                Requester.newBuilder()
                                    .setSealed(
                                        Sealed.newBuilder()
                                            .setKeyId(ByteString.copyFrom(key))
                                            .setContent(ByteString.copyFrom(sealed))
                                            .setWithPhone(true))))));
  }

  private void goesOn(Shard docket, String order, int number) {
    String unit = unit(docket, order);
    carryOut(
        docket,
        DocketCommand.newBuilder()
            .setSignOrder(SignOrder.newBuilder().setOrderId(order).setUnit(unit)));
    if (number % 3 > 0) {
      carryOut(
          docket,
          DocketCommand.newBuilder()
              .setContactCitizen(ContactCitizen.newBuilder().setOrderId(order).setUnit(unit)));
    }
    if (number % 3 > 1) {
      replied(docket, order, unit);
    }
  }

  private void closed(Shard docket, String order, int number) {
    if (number % 3 <= 1) {
      replied(docket, order, unit(docket, order));
    }
    carryOut(
        docket,
        DocketCommand.newBuilder()
            .setRecordAnswers(
                RecordAnswers.newBuilder()
                    .setOrderId(order)
                    .setAnswers(
                        Answers.newBuilder()
                            .setResponded(true)
                            .setResolution(Resolution.RESOLUTION_YES)
                            .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED))));
  }

  private void replied(Shard docket, String order, String unit) {
    carryOut(
        docket,
        DocketCommand.newBuilder()
            .setReplyOrder(ReplyOrder.newBuilder().setOrderId(order).setUnit(unit).setText("-")));
  }

  private static String unit(Shard docket, String order) {
    if (docket.contents() instanceof Contents.OfDocket here) {
      return here.docket().order(order).orElseThrow().getUnit();
    }
    throw new IllegalStateException(docket.id() + " is no docket");
  }

  private void carryOut(Shard docket, DocketCommand.Builder command) {
    Outcome outcome =
        docket.decide(
            ShardCommand.newBuilder().setShard(docket.id().toRef()).setDocket(command).build(),
            moment(),
            1,
            NODE);
    if (!(outcome instanceof Outcome.Accepted accepted)) {
      throw new IllegalStateException("not carried out: " + command + ": " + outcome);
    }
    try {
      docket.apply(Record.parseFrom(accepted.record().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(nowMs).build();
  }

  private long used() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
