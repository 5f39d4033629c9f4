package city.hotline.node.feed;

import city.hotline.core.order.OpenBook;
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
import city.hotline.proto.shard.v1.ShardSnapshot;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of orders: merges the legs of its districts, keeps only what concerns it, and gives
 * each message the token to go on after it. When a district moves, it opens the leg anew after the
 * last record seen: no gap, no repeat.
 *
 * <p>Runs on the threads of its scheduler, one at a time.
 */
public final class OrderWatch {
  private static final Logger LOG = LoggerFactory.getLogger(OrderWatch.class);
  private static final long LOOK_MS = 200;
  private static final long PROGRESS_MS = 2_000;

  /** Opens or masks the citizens of what a reader is sent. */
  public interface Showing {
    /**
     * The message as the reader may see it.
     *
     * @param last whether it is sent in any case; otherwise null asks for patience, as a key may
     *     come in a moment
     */
    @Nullable WatchOrdersResponse shown(WatchOrdersResponse message, boolean last);
  }

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final WatchScope scope;
  private final ResumeTokens tokens;
  private final Leg.Opener legs;
  private final ScheduledExecutorService scheduler;
  private final Showing showing;
  private final Pump<WatchOrdersResponse> pump;
  private final Map<String, Leg> open = new HashMap<>();
  private final List<String> districts;
  private final ArrayDeque<WatchOrdersResponse> parts = new ArrayDeque<>();
  private int turn;
  private @Nullable ScheduledFuture<?> looking;
  private long lastMessageNanos = System.nanoTime();
  private @Nullable WatchOrdersResponse held;
  private long heldSinceNanos;

  /** A watch for one reader. */
  public OrderWatch(
      WatchScope scope,
      ResumeTokens tokens,
      Leg.Opener legs,
      ScheduledExecutorService scheduler,
      Showing showing,
      ServerCallStreamObserver<WatchOrdersResponse> out) {
    this.scope = scope;
    this.tokens = tokens;
    this.legs = legs;
    this.scheduler = scheduler;
    this.showing = showing;
    this.pump = new Pump<>(out, scheduler);
    this.districts = List.copyOf(scope.dockets().keySet());
  }

  /** Starts; the stream lives until the reader goes. */
  public void start() {
    looking = scheduler.scheduleWithFixedDelay(pump::run, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    pump.start(this::shown, Optional::empty, this::stop);
  }

  private void stop() {
    ScheduledFuture<?> timer = looking;
    if (timer != null) {
      timer.cancel(false);
    }
    open.values().forEach(Leg::close);
    open.clear();
    parts.clear();
  }

  /** One whose citizen's key is not here yet waits a little for it, and all after it. */
  private @Nullable WatchOrdersResponse shown() {
    WatchOrdersResponse message = held;
    if (message == null) {
      message = next();
      if (message == null) {
        return null;
      }
      heldSinceNanos = System.nanoTime();
    }
    held = message;
    WatchOrdersResponse shown =
        showing.shown(message, System.nanoTime() - heldSinceNanos > PATIENCE_NANOS);
    if (shown != null) {
      held = null;
    }
    return shown;
  }

  /**
   * A district that had its turn waits for the others', however much it has to say; the parts of a
   * snapshot stay together.
   */
  private @Nullable WatchOrdersResponse next() {
    WatchOrdersResponse part = parts.poll();
    if (part != null) {
      lastMessageNanos = System.nanoTime();
      return part;
    }
    for (int i = 0; i < districts.size(); i++) {
      String district = districts.get(turn);
      turn = (turn + 1) % districts.size();
      WatchOrdersResponse message = next(district);
      if (message != null) {
        lastMessageNanos = System.nanoTime();
        return message;
      }
    }
    return progress();
  }

  private @Nullable WatchOrdersResponse next(String district) {
    Leg leg = leg(district);
    if (leg == null) {
      return null;
    }
    FeedItem item;
    while ((item = leg.poll()) != null) {
      if (item instanceof FeedItem.Change change && leavesAGap(change)) {
        LOG.warn("{}: a watch missed records, its leg is opened anew", change.shard());
        end(district, leg);
        return null;
      }
      WatchOrdersResponse message = message(item);
      if (message != null) {
        return message;
      }
    }
    if (leg.ended()) {
      end(district, leg);
    }
    return null;
  }

  private boolean leavesAGap(FeedItem.Change change) {
    Position seen = tokens.at(change.shard());
    return seen == null || change.record().getSequence() > seen.getSequence() + 1;
  }

  private void end(String district, Leg leg) {
    leg.close();
    open.remove(district);
  }

  /** Says "nothing else happened", so only while every docket is being read. */
  private @Nullable WatchOrdersResponse progress() {
    if (open.size() < districts.size()
        || System.nanoTime() - lastMessageNanos < TimeUnit.MILLISECONDS.toNanos(PROGRESS_MS)
        || !tokens.areComplete()) {
      return null;
    }
    lastMessageNanos = System.nanoTime();
    return WatchOrdersResponse.newBuilder()
        .setToken(tokens.text())
        .setProgress(Progress.getDefaultInstance())
        .build();
  }

  private @Nullable Leg leg(String district) {
    List<ShardId> dockets = scope.dockets().getOrDefault(district, List.of());
    Leg leg = open.get(district);
    if (leg == null) {
      leg = legs.open(district, tokens.of(dockets), scope.interest(), pump::run).orElse(null);
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
      return snapshot(snapshot.shard(), snapshot.snapshot());
    }
    if (item instanceof FeedItem.Passed passed) {
      passed(passed.shard(), passed.position());
      return null;
    }
    FeedItem.HistoryGone gone = (FeedItem.HistoryGone) item;
    return WatchOrdersResponse.newBuilder()
        .setShard(gone.shard().toRef())
        .setToken(tokens.text())
        .setHistoryGone(HistoryGone.getDefaultInstance())
        .build();
  }

  /** The first part; the others wait for their turn, and nothing comes between. */
  private @Nullable WatchOrdersResponse snapshot(ShardId shard, ShardSnapshot snapshot) {
    List<Order> orders =
        scope.concerning(snapshot.getDocket().getOpenList().stream().map(OpenBook::unpacked));
    for (OrderSnapshot part : SnapshotSplit.of(orders)) {
      if (!part.getMore()) {
        tokens.moveTo(shard, snapshot.getPosition());
      }
      parts.add(header(shard, snapshot.getPosition()).setSnapshot(part).build());
    }
    return parts.poll();
  }

  private void passed(ShardId shard, Position position) {
    Position seen = tokens.at(shard);
    if (seen == null || position.getSequence() > seen.getSequence()) {
      tokens.moveTo(shard, position);
    }
  }

  private @Nullable WatchOrdersResponse change(ShardId shard, Record record) {
    Position seen = tokens.at(shard);
    if (seen != null && record.getSequence() <= seen.getSequence()) {
      return null;
    }
    Position position = Positions.of(record.getEpoch(), record.getSequence());
    List<DocketEvent> events = scope.concerningEvents(record.getDocket().getEventsList());
    tokens.moveTo(shard, position);
    if (events.isEmpty()) {
      return null;
    }
    return header(shard, position)
        .setChange(
            OrderChange.newBuilder().addAllEvents(events).setAt(record.getMoment().getTime()))
        .build();
  }

  private WatchOrdersResponse.Builder header(ShardId shard, Position position) {
    return WatchOrdersResponse.newBuilder()
        .setShard(shard.toRef())
        .setPosition(position)
        .setToken(tokens.text());
  }
}
