package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.order.OpenBook;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Outbox;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.ConfirmDelivery;
import city.hotline.proto.shard.v1.Delivery;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What one node of a city journals, without a grid: calls that become orders, new epochs, tails
 * that do not survive, promises to others. Steps are chosen by chance.
 */
final class RandomCity {
  private static final List<String> DISTRICTS = List.of("110105", "110108");
  private static final long BEGIN_MS = 1_790_000_000_000L;

  private final Random random;
  private final Map<ShardId, ShardSnapshot> earlier = new TreeMap<>(BY_NAME);
  private final long[] counters = new long[3];
  private long nowMs = BEGIN_MS;
  private int calls;
  final Promises promises;
  final Voters voters;
  final Replicas replicas;

  private static final java.util.Comparator<ShardId> BY_NAME =
      java.util.Comparator.comparing(ShardId::toString);

  RandomCity(Journal journal, Random random) {
    this.random = random;
    promises = new Promises(journal);
    voters = new Voters("A", journal, false);
    replicas = new Replicas(Directory.beijing(), journal, promises);
  }

  void begin() {
    voters.join(
        "grid",
        VoterSet.newBuilder().setVersion(1).addAllVoters(List.of("A", "B", "C")).build(),
        false);
    DISTRICTS.forEach(this::startEpoch);
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
  }

  private void step() {
    nowMs += random.nextInt(1_000);
    String district = DISTRICTS.get(random.nextInt(DISTRICTS.size()));
    ShardId floor = ShardId.floor(district);
    int chance = random.nextInt(100);
    if (chance < 2) {
      startEpoch(district);
    } else if (chance < 4) {
      loseTail(floor);
    } else if (chance < 6) {
      promises.promise("110101", 1 + random.nextInt(50), "B");
    } else if (chance < 10) {
      replicas.get(floor).read(Shard::snapshot).ifPresent(s -> earlier.put(floor, s));
    } else if (chance < 40) {
      submit(floor, arrival());
    } else if (chance < 50) {
      submit(floor, signIn(district));
    } else if (chance < 80) {
      callsOf(floor).forEach(call -> advance(floor, call));
    } else if (chance < 90) {
      deliver(floor);
    } else {
      ShardId docket = ShardId.docket(district, district + "001");
      ordersOf(docket).forEach(order -> advance(docket, order));
    }
  }

  private void startEpoch(String district) {
    long epoch = promises.promised(district) + 1;
    promises.promise(district, epoch, "A");
    replicas.of(district).forEach(r -> r.startEpoch(epoch, moment(), "A"));
  }

  /** Another node went on from an earlier state: what was added here since is superseded. */
  private void loseTail(ShardId floor) {
    ShardSnapshot base = earlier.remove(floor);
    if (base == null) {
      return;
    }
    Promises theirs = new Promises(new MemoryJournal());
    Replicas other = new Replicas(Directory.beijing(), new MemoryJournal(), theirs);
    Replica survivor = other.get(floor);
    survivor.install(base, Replica.ITS_OWN_EPOCH);
    long epoch = promises.promised(floor.district()) + 1;
    theirs.promise(floor.district(), epoch, "B");
    survivor.startEpoch(epoch, moment(), "B");
    replicas
        .get(floor)
        .install(survivor.read(Shard::snapshot).orElseThrow(), Replica.ITS_OWN_EPOCH);
    startEpoch(floor.district());
  }

  private void deliver(ShardId floor) {
    List<OutboxEntry> entries = replicas.get(floor).read(Shard::outbox).orElseThrow();
    for (OutboxEntry entry : entries) {
      submit(
          ShardId.of(entry.getReceiver()),
          Outbox.commandOf(entry)
              .setDelivery(
                  Delivery.newBuilder().setSender(floor.toRef()).setPosition(entry.getPosition())));
      submit(
          floor,
          ShardCommand.newBuilder()
              .setConfirmDelivery(ConfirmDelivery.newBuilder().setPosition(entry.getPosition())));
    }
  }

  private ShardCommand.Builder arrival() {
    return withId(
        FloorCommand.newBuilder()
            .setReportArrival(ReportArrival.newBuilder().setSwitchCallId("switch-" + ++calls)));
  }

  private ShardCommand.Builder signIn(String district) {
    String seat = district + "-S00" + (1 + random.nextInt(5));
    return withId(
        FloorCommand.newBuilder().setSignIn(SignIn.newBuilder().setSeatId(seat).setOperator(seat)));
  }

  private void advance(ShardId floor, Call call) {
    if (random.nextInt(3) == 0) {
      return;
    }
    String seat = call.getSeatId();
    String id = call.getCallId();
    FloorCommand.Builder command = FloorCommand.newBuilder();
    switch (call.getState()) {
      case CALL_STATE_OFFERED ->
          command.setAcceptCall(
              AcceptCall.newBuilder().setSeatId(seat).setCallId(id).setAttempt(call.getAttempt()));
      case CALL_STATE_CONNECTED ->
          command.setEndCall(EndCall.newBuilder().setSeatId(seat).setCallId(id));
      case CALL_STATE_WRAPPING ->
          command.setWrapUpCall(
              WrapUpCall.newBuilder()
                  .setSeatId(seat)
                  .setCallId(id)
                  .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                  .setOrder(
                      OrderDraft.newBuilder()
                          .setClassCode("010101")
                          .setDistrict(floor.district())
                          .setStreet(floor.district() + "001")
                          .setText("Rubbish at gate " + random.nextInt(100))));
      default -> command.setReportAbandon(ReportAbandon.newBuilder().setCallId(id));
    }
    submit(floor, withId(command));
  }

  private void advance(ShardId docket, Order order) {
    DocketCommand.Builder command = DocketCommand.newBuilder();
    String id = order.getOrderId();
    switch (order.getState()) {
      case ORDER_STATE_DISPATCHED ->
          command.setSignOrder(SignOrder.newBuilder().setOrderId(id).setUnit(order.getUnit()));
      case ORDER_STATE_SIGNED ->
          command.setReplyOrder(
              ReplyOrder.newBuilder().setOrderId(id).setUnit(order.getUnit()).setText("Done"));
      default ->
          command.setRecordAnswers(
              RecordAnswers.newBuilder()
                  .setOrderId(id)
                  .setAnswers(
                      Answers.newBuilder()
                          .setResponded(true)
                          .setResolution(Resolution.RESOLUTION_YES)
                          .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED)));
    }
    submit(docket, ShardCommand.newBuilder().setDocket(command));
  }

  private ShardCommand.Builder withId(FloorCommand.Builder command) {
    int session = random.nextInt(counters.length);
    return ShardCommand.newBuilder()
        .setRequestId(
            RequestId.newBuilder()
                .setSession(session + 1L)
                .setCounter(++counters[session])
                .setWindow(8)
                .setOpenedMs(BEGIN_MS))
        .setFloor(command);
  }

  private void submit(ShardId shard, ShardCommand.Builder command) {
    Replica replica = replicas.get(shard);
    long epoch = replica.position().getEpoch();
    replica.asOwner(
        epoch,
        writer -> {
          Outcome outcome =
              writer.shard().decide(command.setShard(shard.toRef()).build(), moment(), epoch, "A");
          if (outcome instanceof Outcome.Accepted accepted) {
            writer.append(accepted.record());
          }
        });
  }

  private List<Call> callsOf(ShardId floor) {
    return replicas
        .get(floor)
        .read(s -> ((Contents.OfFloor) s.contents()).floor().snapshot().getCallsList())
        .orElseThrow();
  }

  private List<Order> ordersOf(ShardId docket) {
    return replicas
        .get(docket)
        .read(s -> ((Contents.OfDocket) s.contents()).docket().open())
        .orElseThrow()
        .get()
        .stream()
        .map(OpenBook::unpacked)
        .toList();
  }

  private Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(random.nextLong()).build();
  }

  /** Everything that must come back: each copy whole, and every promise. */
  Map<String, Object> state() {
    Map<String, Object> state = new TreeMap<>();
    for (Replica replica : replicas.all()) {
      replica.read(Shard::snapshot).ifPresent(s -> state.put(replica.id().toString(), s));
    }
    for (String district : replicas.districts()) {
      state.put("promised " + district, promises.promised(district));
    }
    state.put("grid", voters.grid());
    return state;
  }
}
