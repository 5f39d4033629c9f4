package city.hotline.node.feed;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.department.v1.HistoryGone;
import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.Progress;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One watch of orders: merges the legs of its districts, keeps only what concerns it, and gives
 * each message the token to go on after it. When a district moves, it opens the leg anew after the
 * last record seen: no gap, no repeat.
 *
 * <p>Runs on whichever thread wakes its pump, one at a time.
 */
public final class OrderWatch {
  private static final long LOOK_MS = 200;
  private static final long PROGRESS_MS = 2_000;

  private final WatchScope scope;
  private final ResumeTokens tokens;
  private final Legs legs;
  private final ScheduledExecutorService scheduler;
  private final Pump<WatchOrdersResponse> pump;
  private final Map<String, Leg> open = new HashMap<>();
  private @Nullable ScheduledFuture<?> looking;
  private long lastMessageNanos = System.nanoTime();

  /** A watch for one reader. */
  public OrderWatch(
      WatchScope scope,
      ResumeTokens tokens,
      Legs legs,
      ScheduledExecutorService scheduler,
      ServerCallStreamObserver<WatchOrdersResponse> out) {
    this.scope = scope;
    this.tokens = tokens;
    this.legs = legs;
    this.scheduler = scheduler;
    this.pump = new Pump<>(out);
  }

  /** Starts; the stream lives until the reader goes. */
  public void start() {
    looking = scheduler.scheduleWithFixedDelay(pump::run, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    pump.start(this::next, Optional::empty, this::stop);
  }

  private void stop() {
    ScheduledFuture<?> timer = looking;
    if (timer != null) {
      timer.cancel(false);
    }
    open.values().forEach(Leg::close);
    open.clear();
  }

  private @Nullable WatchOrdersResponse next() {
    for (Map.Entry<String, List<ShardId>> district : scope.dockets().entrySet()) {
      Leg leg = leg(district.getKey(), district.getValue());
      if (leg == null) {
        continue;
      }
      FeedItem item;
      while ((item = leg.poll()) != null) {
        WatchOrdersResponse message = message(item);
        if (message != null) {
          lastMessageNanos = System.nanoTime();
          return message;
        }
      }
      if (leg.ended()) {
        leg.close();
        open.remove(district.getKey());
      }
    }
    if (System.nanoTime() - lastMessageNanos > TimeUnit.MILLISECONDS.toNanos(PROGRESS_MS)) {
      lastMessageNanos = System.nanoTime();
      return WatchOrdersResponse.newBuilder()
          .setToken(tokens.text())
          .setProgress(Progress.getDefaultInstance())
          .build();
    }
    return null;
  }

  private @Nullable Leg leg(String district, List<ShardId> dockets) {
    Leg leg = open.get(district);
    if (leg == null) {
      leg = legs.open(district, tokens.of(dockets), pump::run).orElse(null);
      if (leg != null) {
        open.put(district, leg);
      }
    }
    return leg;
  }

  private @Nullable WatchOrdersResponse message(FeedItem item) {
    if (item instanceof FeedItem.Change change) {
      return change(change.shard(), change.record());
    }
    if (item instanceof FeedItem.Snapshot snapshot) {
      List<Order> orders = scope.concerning(snapshot.snapshot().getDocket().getOpenList());
      return header(snapshot.shard(), snapshot.snapshot().getPosition())
          .setSnapshot(OrderSnapshot.newBuilder().addAllOrders(orders))
          .build();
    }
    FeedItem.HistoryGone gone = (FeedItem.HistoryGone) item;
    return WatchOrdersResponse.newBuilder()
        .setShard(gone.shard().toRef())
        .setToken(tokens.text())
        .setHistoryGone(HistoryGone.getDefaultInstance())
        .build();
  }

  private @Nullable WatchOrdersResponse change(ShardId shard, Record record) {
    Position seen = tokens.at(shard);
    if (seen != null && record.getSequence() <= seen.getSequence()) {
      return null;
    }
    Position position = Positions.of(record.getEpoch(), record.getSequence());
    List<DocketEvent> events = scope.concerningEvents(record.getDocket().getEventsList());
    if (events.isEmpty()) {
      tokens.moveTo(shard, position);
      return null;
    }
    return header(shard, position).setChange(OrderChange.newBuilder().addAllEvents(events)).build();
  }

  private WatchOrdersResponse.Builder header(ShardId shard, Position position) {
    tokens.moveTo(shard, position);
    return WatchOrdersResponse.newBuilder()
        .setShard(shard.toRef())
        .setPosition(position)
        .setToken(tokens.text());
  }
}
