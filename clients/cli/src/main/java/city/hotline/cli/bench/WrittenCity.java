package city.hotline.cli.bench;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.ConfirmDelivery;
import city.hotline.proto.shard.v1.Delivery;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the journal of one member as a city would, without a grid: each case is nine commands,
 * from the call to the citizen's answer; every tenth order stays open.
 */
final class WrittenCity {
  private static final String NODE = "0123456789abcdef";
  private static final long EPOCH = 1;
  private static final long BEGIN_MS = 1_790_000_000_000L;
  private static final int WINDOW = 64;
  private static final long ROOM_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Directory directory = Directory.beijing();
  private final Map<String, Long> counters = new HashMap<>();
  private final Journal journal;
  final Promises promises;
  final Voters voters;
  final Replicas replicas;
  private long nowMs = BEGIN_MS;
  private long commands;
  private long cases;

  WrittenCity(Journal journal) {
    this.journal = journal;
    promises = new Promises(journal);
    voters = new Voters(NODE, journal, false);
    replicas = new Replicas(directory, journal, promises);
  }

  /** Founds the grid, begins all shards, signs one operator in at each floor. */
  void begin() {
    voters.join(
        "bench", VoterSet.newBuilder().setVersion(1).addAllVoters(List.of(NODE)).build(), false);
    for (String district : replicas.districts()) {
      promises.promise(district, EPOCH, NODE);
      replicas.of(district).forEach(r -> r.startEpoch(EPOCH, moment(), NODE));
      submit(
          ShardId.floor(district),
          seat(
              district,
              FloorCommand.newBuilder()
                  .setSignIn(SignIn.newBuilder().setSeatId(seatOf(district)).setOperator("Wang"))));
    }
  }

  /** Writes cases until at least so many commands were accepted. */
  void write(long wanted) {
    List<String> dockets = new ArrayList<>();
    replicas.districts().forEach(d -> dockets.addAll(directory.docketsOf(d)));
    while (commands < wanted) {
      oneCase(dockets.get((int) (cases % dockets.size())), cases % 10 == 0);
    }
  }

  /** Writes cases of one docket whose orders stay open. */
  void writeOpen(String docket, int orders) {
    for (int i = 0; i < orders; i++) {
      oneCase(docket, true);
    }
  }

  /** Writes one case of a docket, whose order is closed in the end. */
  void writeClosed(String docket) {
    oneCase(docket, false);
  }

  long commands() {
    return commands;
  }

  private void oneCase(String docket, boolean staysOpen) {
    cases++;
    nowMs += 40;
    String district = docket.substring(0, 6);
    Record wrapped = call(district, docket);
    String order = wrapped.getReply().getOrderId();
    ShardId floor = ShardId.floor(district);
    List<ShardCommand.Builder> handling = new ArrayList<>();
    handling.add(
        of(DocketCommand.newBuilder()
                .setOpenOrder(
                    OpenOrder.newBuilder().setOrderId(order).setDraft(draft(district, docket))))
            .setDelivery(
                Delivery.newBuilder().setSender(floor.toRef()).setPosition(position(wrapped))));
    handling.add(
        of(
            DocketCommand.newBuilder()
                .setSignOrder(SignOrder.newBuilder().setOrderId(order).setUnit(docket))));
    if (!staysOpen) {
      handling.add(
          of(
              DocketCommand.newBuilder()
                  .setReplyOrder(
                      ReplyOrder.newBuilder()
                          .setOrderId(order)
                          .setUnit(docket)
                          .setText("The rubbish was taken away in the morning."))));
      handling.add(of(DocketCommand.newBuilder().setRecordAnswers(satisfied(order))));
    }
    submit(ShardId.docket(district, docket), handling.toArray(ShardCommand.Builder[]::new));
    submit(
        floor,
        ShardCommand.newBuilder()
            .setConfirmDelivery(ConfirmDelivery.newBuilder().setPosition(position(wrapped))));
  }

  private Record call(String district, String docket) {
    ShardId floor = ShardId.floor(district);
    String seat = seatOf(district);
    Record arrived =
        submit(
            floor,
            of(
                FloorCommand.newBuilder()
                    .setReportArrival(
                        ReportArrival.newBuilder()
                            .setSwitchCallId("switch-" + cases)
                            .setHotline("12345")
                            .setCaller(Citizen.newBuilder().setPhone("13800001234")))));
    String call = arrived.getReply().getCallId();
    return submit(
        floor,
        seat(
            district,
            FloorCommand.newBuilder()
                .setAcceptCall(AcceptCall.newBuilder().setSeatId(seat).setCallId(call))),
        seat(
            district,
            FloorCommand.newBuilder()
                .setEndCall(EndCall.newBuilder().setSeatId(seat).setCallId(call))),
        seat(
            district,
            FloorCommand.newBuilder()
                .setWrapUpCall(
                    WrapUpCall.newBuilder()
                        .setSeatId(seat)
                        .setCallId(call)
                        .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                        .setOrder(draft(district, docket)))));
  }

  private static OrderDraft.Builder draft(String district, String docket) {
    return OrderDraft.newBuilder()
        .setClassCode("010101")
        .setDistrict(district)
        .setStreet(docket.length() == 9 ? docket : "")
        .setText("Rubbish has been lying at the east gate of the yard for three days.")
        .setRequester(
            Requester.newBuilder().setName("Li").setPhone("13800001234").setAddress("Building 5"));
  }

  private static RecordAnswers satisfied(String order) {
    return RecordAnswers.newBuilder()
        .setOrderId(order)
        .setAnswers(
            Answers.newBuilder()
                .setResponded(true)
                .setResolution(Resolution.RESOLUTION_YES)
                .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED))
        .build();
  }

  private static String seatOf(String district) {
    return district + "-S001";
  }

  private ShardCommand.Builder seat(String district, FloorCommand.Builder command) {
    long counter = counters.merge(district, 1L, Long::sum);
    return of(command)
        .setRequestId(
            RequestId.newBuilder()
                .setSession(Long.parseLong(district))
                .setCounter(counter)
                .setWindow(WINDOW)
                .setOpenedMs(BEGIN_MS));
  }

  private static ShardCommand.Builder of(FloorCommand.Builder command) {
    return ShardCommand.newBuilder().setFloor(command);
  }

  private static ShardCommand.Builder of(DocketCommand.Builder command) {
    return ShardCommand.newBuilder().setDocket(command);
  }

  private static Position position(Record record) {
    return Positions.of(record.getEpoch(), record.getSequence());
  }

  /** Carries commands out as one batch; returns the record of the last one. */
  private Record submit(ShardId shard, ShardCommand.Builder... batch) {
    awaitRoom();
    Replica replica = replicas.get(shard);
    Record[] last = {Record.getDefaultInstance()};
    boolean owned =
        replica.asOwner(
            EPOCH,
            writer -> {
              for (ShardCommand.Builder command : batch) {
                Outcome outcome =
                    writer
                        .shard()
                        .decide(command.setShard(shard.toRef()).build(), moment(), EPOCH, NODE);
                if (!(outcome instanceof Outcome.Accepted accepted)
                    || writer.append(accepted.record()) == null) {
                  throw new IllegalStateException("not carried out: " + command + ": " + outcome);
                }
                last[0] = accepted.record();
              }
            });
    if (!owned) {
      throw new IllegalStateException(shard + " is not owned");
    }
    commands += batch.length;
    return last[0];
  }

  /** Commands come faster here than a disk reserves space. */
  private void awaitRoom() {
    long deadline = System.nanoTime() + ROOM_NANOS;
    while (!journal.hasRoom(1 << 20)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no disk space for the journal: free some, 2 GiB do");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(nowMs).build();
  }
}
