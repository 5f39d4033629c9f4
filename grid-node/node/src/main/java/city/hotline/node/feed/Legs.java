package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.grid.v1.WatchShardsRequest;
import city.hotline.proto.grid.v1.WatchShardsResponse;
import city.hotline.proto.shard.v1.Position;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens legs where their district is served: here, or on another node. Thread-safe. */
public final class Legs implements Leg.Opener {
  private final Feeds feeds;
  private final Sequencer sequencer;
  private final Tenures tenures;
  private final Router.Owners owners;
  private final Function<String, Optional<? extends Channel>> channels;
  private final Executor readers;

  /**
   * Opens legs over these.
   *
   * @param readers whose threads serve other nodes' legs
   */
  public Legs(
      Feeds feeds,
      Sequencer sequencer,
      Tenures tenures,
      Router.Owners owners,
      Function<String, Optional<? extends Channel>> channels,
      Executor readers) {
    this.feeds = feeds;
    this.sequencer = sequencer;
    this.tenures = tenures;
    this.owners = owners;
    this.channels = channels;
    this.readers = readers;
  }

  @Override
  public Optional<Leg> open(
      String district, Map<ShardId, @Nullable Position> from, Runnable waker) {
    if (tenures.of(district).map(Tenures.Tenure::serving).orElse(false)) {
      return Optional.of(new LocalLeg(feeds, sequencer, from, waker));
    }
    return owners
        .ownerOf(district)
        .flatMap(channels::apply)
        .map(channel -> new RemoteLeg(channel, from, waker));
  }

  /** Serves another node's remote leg. */
  public void serve(WatchShardsRequest request, ServerCallStreamObserver<WatchShardsResponse> out) {
    Map<ShardId, @Nullable Position> from = new LinkedHashMap<>();
    for (Holding holding : request.getShardsList()) {
      from.put(
          ShardId.of(holding.getShard()), holding.hasPosition() ? holding.getPosition() : null);
    }
    Pump<WatchShardsResponse> pump = new Pump<>(out, readers);
    LocalLeg leg = new LocalLeg(feeds, sequencer, from, pump::run);
    Messages messages = new Messages(leg);
    pump.start(
        messages::next,
        () ->
            leg.ended()
                ? Optional.of(Status.UNAVAILABLE.withDescription("the district moved"))
                : Optional.empty(),
        leg::close);
  }

  /** What a leg gives as messages; a snapshot becomes several, none of them large. */
  private static final class Messages {
    private final Leg leg;
    private final ArrayDeque<WatchShardsResponse> parts = new ArrayDeque<>();

    Messages(Leg leg) {
      this.leg = leg;
    }

    @Nullable WatchShardsResponse next() {
      if (parts.isEmpty()) {
        FeedItem item = leg.poll();
        if (item instanceof FeedItem.Change change) {
          return WatchShardsResponse.newBuilder().setRecord(change.record()).build();
        }
        if (item instanceof FeedItem.HistoryGone gone) {
          return WatchShardsResponse.newBuilder().setHistoryGone(gone.shard().toRef()).build();
        }
        if (item instanceof FeedItem.Snapshot snapshot) {
          SnapshotParts.cut(
              snapshot.snapshot(),
              part -> parts.add(WatchShardsResponse.newBuilder().setSnapshotPart(part).build()));
        }
      }
      return parts.poll();
    }
  }
}
