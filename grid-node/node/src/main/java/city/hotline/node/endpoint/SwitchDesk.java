package city.hotline.node.endpoint;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Tells switches what their calls should be doing: each open stream begins with the floor's calls
 * as they are, and follows the acknowledged records from there. Thread-safe.
 */
public final class SwitchDesk implements Feeds.Tap, Tenures.Listener {

  /** The calls of a floor at one position, in the order of arrival. */
  record FloorCalls(Position position, List<Call> calls) {}

  private final Sequencer sequencer;
  private final SwitchLeases leases;
  private final Map<String, Set<SwitchStream>> streams = new ConcurrentHashMap<>();

  /** Reads, and fails the calls of those who stay away, through this sequencer. */
  public SwitchDesk(Sequencer sequencer) {
    this(sequencer, new SwitchLeases(sequencer, System::nanoTime));
  }

  SwitchDesk(Sequencer sequencer, SwitchLeases leases) {
    this.sequencer = sequencer;
    this.leases = leases;
  }

  /** Adds a stream; it begins as soon as the floor is read, before any later record is seen. */
  void add(String district, SwitchStream stream) {
    streams.computeIfAbsent(district, k -> new CopyOnWriteArraySet<>()).add(stream);
    leases.heard(district, stream.switchId());
    read(sequencer, district)
        .whenComplete(
            (calls, failure) -> {
              if (failure == null) {
                stream.begin(calls);
              } else {
                stream.moved();
              }
            });
  }

  void remove(String district, SwitchStream stream) {
    streams.computeIfPresent(
        district,
        (k, set) -> {
          set.remove(stream);
          return set.isEmpty() ? null : set;
        });
  }

  static CompletableFuture<FloorCalls> read(Sequencer sequencer, String district) {
    return sequencer.read(ShardId.floor(district), SwitchDesk::calls, Router.WAIT_MS);
  }

  private static FloorCalls calls(Shard shard, Position position) {
    return shard.contents() instanceof Contents.OfFloor here
        ? new FloorCalls(position, List.copyOf(here.floor().calls()))
        : new FloorCalls(position, List.of());
  }

  @Override
  public void began(Tenure tenure) {
    // Streams open by themselves.
    leases.began(tenure);
  }

  @Override
  public void ended(Tenure tenure) {
    leases.ended(tenure);
    streams.getOrDefault(tenure.district(), Set.of()).forEach(SwitchStream::moved);
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (shard.isFloor()) {
      leases.published(shard.district(), records);
      streams.getOrDefault(shard.district(), Set.of()).forEach(s -> s.follow(records));
    }
  }

  /** Compares what a switch has with what its floor has; on the node that serves the floor. */
  CompletableFuture<ReconcileCallsResponse> reconcile(ReconcileCallsRequest request) {
    return new SwitchReconciler(sequencer, request).reconcile();
  }

  /**
   * Keeps the leases of those who listen, lets their streams say that they live, and looks for
   * those who stay away; called every second.
   */
  public void round() {
    streams.forEach(
        (district, set) ->
            set.forEach(
                stream -> {
                  leases.heard(district, stream.switchId());
                  stream.round();
                }));
    leases.round();
  }
}
