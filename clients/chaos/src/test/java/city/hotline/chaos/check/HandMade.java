package city.hotline.chaos.check;

import city.hotline.chaos.history.Attempt;
import city.hotline.chaos.history.History;
import city.hotline.chaos.history.Shards;
import city.hotline.chaos.history.Tape;
import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallQueued;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.DeliveryConfirmed;
import city.hotline.proto.shard.v1.DocketChange;
import city.hotline.proto.shard.v1.EpochStarted;
import city.hotline.proto.shard.v1.FloorChange;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that never was: a floor, a docket and three nodes, all as it should be. Each test then
 * spoils one thing.
 */
final class HandMade {
  static final ShardRef FLOOR = Shards.floorOf("110105");
  static final ShardRef DOCKET = Shards.docketOf("110105001-110105-1");
  static final String ORDER = "110105001-110105-1";

  final History history = new History(0, 0);
  final List<List<Entry>> journals = new ArrayList<>();
  final List<ShardCopy> live = new ArrayList<>();
  final List<ShardCopy> replayed = new ArrayList<>();
  CityFigures.Builder figures = CityFigures.newBuilder();

  /** Epoch 1; a call at (1, 2); epoch 2 at (2, 3); an order asked for at (2, 4), and all of it. */
  HandMade() {
    List<Entry> entries =
        List.of(
            entry(started(FLOOR, 0, 1, 1)),
            entry(started(DOCKET, 0, 1, 1)),
            entry(call(1, 1, 2, request(1), "110105-1")),
            entry(started(FLOOR, 1, 2, 3)),
            entry(started(DOCKET, 1, 2, 2)),
            entry(orderRequested(2, 4, request(2))),
            entry(orderOpened(2, 3)),
            entry(confirmed(2, 5)));
    for (int node = 0; node < 3; node++) {
      journals.add(new ArrayList<>(entries));
    }
    says(request(1), "arrives", 10, 20, Shards.position(1, 2), reply("110105-1", ""));
    says(request(2), "wraps up", 30, 40, Shards.position(2, 4), reply("", ORDER));
    Tape tape = history.tape("reader", "110105");
    tape.add(
        message(Shards.position(1, 1)).setSnapshot(OrderSnapshot.getDefaultInstance()).build());
    tape.add(opened());
    figures
        .setCalls(CallFigures.newBuilder().setOffered(1).setOrdersRequested(1))
        .setOrders(OrderFigures.newBuilder().setOpened(1))
        .setWaitingNow(1);
  }

  Findings check() {
    List<Evidence.Node> nodes = new ArrayList<>();
    for (int node = 0; node < journals.size(); node++) {
      nodes.add(new Evidence.Node("node-" + node, journals.get(node), live, replayed));
    }
    return Checker.check(
        new Evidence(history, nodes, GetFiguresResponse.newBuilder().setCity(figures).build()));
  }

  /** The same record in the place of the one at its position, in every journal. */
  void everywhere(int at, Record record) {
    journals.forEach(j -> j.set(at, entry(record)));
  }

  void says(RequestId request, String what, long said, long answered, Position at, Reply reply) {
    history.add(
        Attempt.sent(request, FLOOR, what, said)
            .acknowledged(
                Acknowledgement.newBuilder().setShard(FLOOR).setPosition(at).build(),
                reply,
                answered));
  }

  void refused(RequestId request, Position at) {
    history.add(
        Attempt.sent(request, FLOOR, "arrives", 50)
            .refused(
                CommandRefused.newBuilder()
                    .setReason(Refusal.REFUSAL_CALL_ALREADY_REPORTED)
                    .setPosition(at)
                    .build(),
                60));
  }

  static WatchOrdersResponse opened() {
    return message(Shards.position(2, 3))
        .setChange(OrderChange.newBuilder().addEvents(openedEvent(ORDER)))
        .build();
  }

  static WatchOrdersResponse.Builder message(Position at) {
    return WatchOrdersResponse.newBuilder().setShard(DOCKET).setPosition(at);
  }

  static ShardCopy copy(String digest) {
    return ShardCopy.newBuilder()
        .setShard(FLOOR)
        .setPosition(Shards.position(2, 5))
        .setDigest(ByteString.copyFromUtf8(digest))
        .build();
  }

  static RequestId request(long counter) {
    return RequestId.newBuilder().setSession(7).setCounter(counter).setWindow(8).build();
  }

  static Reply reply(String call, String order) {
    return Reply.newBuilder().setCallId(call).setOrderId(order).build();
  }

  static Entry entry(Record record) {
    return Entry.newBuilder().setRecord(record).build();
  }

  private static Record.Builder record(
      ShardRef shard, long previousEpoch, long epoch, long sequence) {
    return Record.newBuilder()
        .setShard(shard)
        .setPreviousEpoch(previousEpoch)
        .setEpoch(epoch)
        .setSequence(sequence)
        .setNodeId("a");
  }

  static Record started(ShardRef shard, long previousEpoch, long epoch, long sequence) {
    return record(shard, previousEpoch, epoch, sequence)
        .setEpochStarted(EpochStarted.newBuilder().setOwnerId("a"))
        .build();
  }

  static Record call(
      long previousEpoch, long epoch, long sequence, RequestId request, String call) {
    return record(FLOOR, previousEpoch, epoch, sequence)
        .setRequestId(request)
        .setReply(reply(call, ""))
        .setFloor(
            FloorChange.newBuilder()
                .addEvents(
                    FloorEvent.newBuilder()
                        .setCallQueued(
                            CallQueued.newBuilder().setCall(Call.newBuilder().setCallId(call)))))
        .build();
  }

  static Record orderRequested(long epoch, long sequence, RequestId request) {
    return fact(
            epoch,
            sequence,
            FloorEvent.newBuilder()
                .setOrderRequested(
                    OrderRequested.newBuilder()
                        .setOrderId(ORDER)
                        .setDistrict(DOCKET.getDistrict())
                        .setDocket(DOCKET.getDocket())))
        .toBuilder()
        .setRequestId(request)
        .setReply(reply("", ORDER))
        .build();
  }

  /** A fact of the floor, in a record of its own. */
  static Record fact(long epoch, long sequence, FloorEvent.Builder event) {
    return record(FLOOR, epoch, epoch, sequence)
        .setFloor(FloorChange.newBuilder().addEvents(event))
        .build();
  }

  private static DocketEvent openedEvent(String order) {
    return DocketEvent.newBuilder()
        .setOrderOpened(OrderOpened.newBuilder().setOrderId(order))
        .build();
  }

  static Record orderOpened(long epoch, long sequence) {
    return record(DOCKET, epoch, epoch, sequence)
        .setDocket(DocketChange.newBuilder().addEvents(openedEvent(ORDER)))
        .build();
  }

  static Record confirmed(long epoch, long sequence) {
    return record(FLOOR, epoch, epoch, sequence)
        .setDeliveryConfirmed(
            DeliveryConfirmed.newBuilder().setPosition(Shards.position(epoch, sequence - 1)))
        .build();
  }
}
