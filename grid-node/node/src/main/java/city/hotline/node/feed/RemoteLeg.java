package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.grid.v1.WatchShardsRequest;
import city.hotline.proto.grid.v1.WatchShardsResponse;
import city.hotline.proto.shard.v1.Position;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads shards that another node owns. At most {@link #WINDOW} messages are under way or waiting
 * here.
 */
final class RemoteLeg implements Leg {
  static final int WINDOW = 128;

  private final ConcurrentLinkedQueue<FeedItem> arrived = new ConcurrentLinkedQueue<>();
  private final SnapshotParts parts = new SnapshotParts();
  private final Runnable waker;
  private volatile @Nullable ClientCallStreamObserver<WatchShardsRequest> call;
  private volatile boolean over;

  RemoteLeg(
      Channel channel, Map<ShardId, @Nullable Position> from, Interest interest, Runnable waker) {
    this.waker = waker;
    WatchShardsRequest.Builder request =
        WatchShardsRequest.newBuilder().addAllUnits(interest.units());
    from.forEach(
        (shard, position) -> {
          Holding.Builder holding = Holding.newBuilder().setShard(shard.toRef());
          if (position != null) {
            holding.setPosition(position);
          }
          request.addShards(holding);
        });
    MemberServiceGrpc.newStub(channel).watchShards(request.build(), new Arrivals());
  }

  @Override
  public @Nullable FeedItem poll() {
    FeedItem item = arrived.poll();
    ClientCallStreamObserver<WatchShardsRequest> stream = call;
    if (item != null && stream != null && !over) {
      stream.request(1);
    }
    return item;
  }

  @Override
  public boolean ended() {
    return over && arrived.isEmpty();
  }

  @Override
  public void close() {
    ClientCallStreamObserver<WatchShardsRequest> stream = call;
    if (stream != null) {
      stream.cancel("the reader went away", null);
    }
  }

  private final class Arrivals
      implements ClientResponseObserver<WatchShardsRequest, WatchShardsResponse> {
    @Override
    public void beforeStart(ClientCallStreamObserver<WatchShardsRequest> stream) {
      call = stream;
      stream.disableAutoRequestWithInitial(WINDOW);
    }

    @Override
    public void onNext(WatchShardsResponse message) {
      FeedItem item = item(message);
      if (item != null) {
        arrived.add(item);
        waker.run();
      } else {
        ClientCallStreamObserver<WatchShardsRequest> stream = call;
        if (stream != null) {
          stream.request(1);
        }
      }
    }

    private @Nullable FeedItem item(WatchShardsResponse message) {
      return switch (message.getMessageCase()) {
        case RECORD ->
            new FeedItem.Change(ShardId.of(message.getRecord().getShard()), message.getRecord());
        case SNAPSHOT_PART ->
            parts
                .add(message.getSnapshotPart())
                .map(s -> new FeedItem.Snapshot(ShardId.of(s.getShard()), s))
                .orElse(null);
        case HISTORY_GONE -> new FeedItem.HistoryGone(ShardId.of(message.getHistoryGone()));
        case PASSED ->
            new FeedItem.Passed(
                ShardId.of(message.getPassed().getShard()), message.getPassed().getPosition());
        case HEARTBEAT, MESSAGE_NOT_SET -> null;
      };
    }

    @Override
    public void onError(Throwable failure) {
      over = true;
      waker.run();
    }

    @Override
    public void onCompleted() {
      over = true;
      waker.run();
    }
  }
}
