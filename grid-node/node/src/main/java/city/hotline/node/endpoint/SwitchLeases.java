package city.hotline.node.endpoint;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, in real time, which switches still listen. One that does not for the lease cannot
 * connect anybody: its waiting calls fail, by commands of this node, so that no seat is offered a
 * caller who is not there. Who is called back keeps the place; its conversations go on; a seat can
 * end them, and the switch does when it is back. Thread-safe.
 */
final class SwitchLeases {
  /** How long a switch may be away, milliseconds of real time. */
  static final long LEASE_MS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(SwitchLeases.class);

  /** Commands of one round at most; the next round goes on. */
  private static final int MOST_A_ROUND = 256;

  private final Sequencer sequencer;
  private final LongSupplier nanos;

  /** By district and switch: when it was heard of. Only switches that have, or had, calls. */
  private final Map<String, Map<String, Long>> heardByDistrict = new ConcurrentHashMap<>();

  /** Fails calls through this sequencer. */
  SwitchLeases(Sequencer sequencer, LongSupplier nanos) {
    this.sequencer = sequencer;
    this.nanos = nanos;
  }

  /** Whoever has calls gets a whole lease at a new owner. */
  void began(Tenure tenure) {
    heardByDistrict.put(tenure.district(), new ConcurrentHashMap<>());
    SwitchDesk.read(sequencer, tenure.district())
        .thenAccept(
            floor -> floor.calls().forEach(call -> has(tenure.district(), call.getSwitchId())))
        .exceptionally(notServed -> null);
  }

  void ended(Tenure tenure) {
    heardByDistrict.remove(tenure.district());
  }

  void published(String district, List<JournaledRecord> records) {
    for (JournaledRecord journaled : records) {
      for (FloorEvent event : journaled.record().getFloor().getEventsList()) {
        if (event.hasCallQueued()) {
          has(district, event.getCallQueued().getCall().getSwitchId());
        }
      }
    }
  }

  private void has(String district, String switchId) {
    Map<String, Long> heard = heardByDistrict.get(district);
    if (heard != null && !switchId.isEmpty()) {
      heard.putIfAbsent(switchId, nanos.getAsLong());
    }
  }

  /** The switch listens. */
  void heard(String district, String switchId) {
    Map<String, Long> heard = heardByDistrict.get(district);
    if (heard != null) {
      heard.put(switchId, nanos.getAsLong());
    }
  }

  /** One round; called every second. */
  void round() {
    long now = nanos.getAsLong();
    heardByDistrict.forEach(
        (district, heard) ->
            heard.forEach(
                (switchId, last) -> {
                  if (now - last > TimeUnit.MILLISECONDS.toNanos(LEASE_MS)) {
                    lapsed(district, switchId, last);
                  }
                }));
  }

  private void lapsed(String district, String switchId, long last) {
    SwitchDesk.read(sequencer, district)
        .thenAccept(
            floor -> {
              List<Call> waiting =
                  floor.calls().stream()
                      .filter(c -> c.getSwitchId().equals(switchId))
                      .filter(c -> CallLife.isWaiting(c.getState()))
                      .filter(c -> !CallLife.isCalledBack(c))
                      .limit(MOST_A_ROUND)
                      .toList();
              if (waiting.isEmpty()) {
                forget(district, switchId, last);
              } else {
                LOG.warn(
                    "{}: switch {} is away for more than {} ms, {} waiting calls fail",
                    district,
                    switchId,
                    LEASE_MS,
                    waiting.size());
                waiting.forEach(call -> fail(district, call));
              }
            })
        .exceptionally(notServed -> null);
  }

  /** Until its next call, or its next stream. */
  private void forget(String district, String switchId, long last) {
    Map<String, Long> heard = heardByDistrict.get(district);
    if (heard != null) {
      heard.remove(switchId, last);
    }
  }

  private void fail(String district, Call call) {
    submit(sequencer, district, call.getCallId(), CallProgress.CALL_PROGRESS_FAILED);
  }

  /** Reports in the switch's place; refused without harm where the call is further. */
  static CompletableFuture<Answer> submit(
      Sequencer sequencer, String district, String callId, CallProgress progress) {
    ShardId floor = ShardId.floor(district);
    FloorCommand command =
        FloorCommand.newBuilder()
            .setReportProgress(ReportProgress.newBuilder().setCallId(callId).setProgress(progress))
            .build();
    return sequencer.submit(
        floor,
        ShardCommand.newBuilder().setShard(floor.toRef()).setFloor(command).build(),
        Router.WAIT_MS);
  }
}
