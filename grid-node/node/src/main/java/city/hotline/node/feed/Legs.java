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
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens legs where their district is served: here, or on another node. Thread-safe. */
public final class Legs implements Leg.Opener {
  /** What a reader was not interested in is said even when nothing else is. */
  private static final long LOOK_MS = 1_000;

  private final Feeds feeds;
  private final Sequencer sequencer;
  private final Tenures tenures;
  private final Router.Owners owners;
  private final Function<String, Optional<? extends Channel>> channels;
  private final ScheduledExecutorService readers;

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
      ScheduledExecutorService readers) {
    this.feeds = feeds;
    this.sequencer = sequencer;
    this.tenures = tenures;
    this.owners = owners;
    this.channels = channels;
    this.readers = readers;
  }

  @Override
  public Optional<Leg> open(
      String district, Map<ShardId, @Nullable Position> from, Interest interest, Runnable waker) {
    if (tenures.of(district).map(Tenures.Tenure::serving).orElse(false)) {
      return Optional.of(new LocalLeg(feeds, sequencer, from, interest, waker));
    }
    return owners
        .ownerOf(district)
        .flatMap(channels::apply)
        .map(channel -> new RemoteLeg(channel, from, interest, waker));
  }

  /** Serves another node's remote leg. */
  public void serve(WatchShardsRequest request, ServerCallStreamObserver<WatchShardsResponse> out) {
    Map<ShardId, @Nullable Position> from = new LinkedHashMap<>();
    for (Holding holding : request.getShardsList()) {
      from.put(
          ShardId.of(holding.getShard()), holding.hasPosition() ? holding.getPosition() : null);
    }
    Pump<WatchShardsResponse> pump = new Pump<>(out, readers);
    Interest interest = new Interest(Set.copyOf(request.getUnitsList()));
    LocalLeg leg = new LocalLeg(feeds, sequencer, from, interest, pump::run);
    ScheduledFuture<?> looking =
        readers.scheduleWithFixedDelay(pump::run, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    Messages messages = new Messages(leg);
    pump.start(
        messages::next,
        () ->
            leg.ended()
                ? Optional.of(Status.UNAVAILABLE.withDescription("the district moved"))
                : Optional.empty(),
        () -> {
          looking.cancel(false);
          leg.close();
        });
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
        if (item instanceof FeedItem.Passed passed) {
          return WatchShardsResponse.newBuilder()
              .setPassed(
                  Holding.newBuilder()
                      .setShard(passed.shard().toRef())
                      .setPosition(passed.position()))
              .build();
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
