package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.shard.v1.DocketChange;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One watch over the legs of several districts. */
class OrderWatchTest {
  private static final ShardId CHAOYANG = ShardId.docket("110105", "110105001");
  private static final ShardId HAIDIAN = ShardId.docket("110108", "110108001");

  /** What is served, by the test's hand. */
  private static final class HandLeg implements Leg {
    final Map<ShardId, @Nullable Position> from;
    final Queue<FeedItem> items = new ArrayDeque<>();
    boolean closed;

    HandLeg(Map<ShardId, @Nullable Position> from) {
      this.from = from;
    }

    @Override
    public @Nullable FeedItem poll() {
      return items.poll();
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Map<String, List<HandLeg>> legs = new HashMap<>();

  /** Its looks never come: the test's reader alone moves things. */
  private final ScheduledExecutorService never =
      new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable look, long initial, long delay, TimeUnit unit) {
          return schedule(look, 1, TimeUnit.DAYS);
        }

        @Override
        public void execute(Runnable task) {
          task.run();
        }
      };

  private final Reader<WatchOrdersResponse> reader = new Reader<>();
  private final OrderWatch watch;

  OrderWatchTest() {
    WatchScope scope = WatchScope.of(WatchOrdersRequest.getDefaultInstance(), Directory.beijing());
    watch =
        new OrderWatch(
            scope,
            ResumeTokens.from("", scope),
            this::open,
            never,
            (message, last) -> message,
            reader);
  }

  @AfterEach
  void end() {
    never.shutdownNow();
  }

  private Optional<Leg> open(
      String district, Map<ShardId, @Nullable Position> from, Interest interest, Runnable waker) {
    HandLeg leg = new HandLeg(from);
    legs.computeIfAbsent(district, k -> new ArrayList<>()).add(leg);
    return Optional.of(leg);
  }

  private HandLeg leg(ShardId docket) {
    List<HandLeg> opened = legs.getOrDefault(docket.district(), List.of());
    return opened.get(opened.size() - 1);
  }

  private static FeedItem.Snapshot snapshot(ShardId docket, long sequence) {
    return new FeedItem.Snapshot(
        docket,
        ShardSnapshot.newBuilder()
            .setShard(docket.toRef())
            .setPosition(Positions.of(1, sequence))
            .build());
  }

  private static FeedItem.Change change(ShardId docket, long sequence) {
    return new FeedItem.Change(
        docket,
        Record.newBuilder()
            .setShard(docket.toRef())
            .setEpoch(1)
            .setSequence(sequence)
            .setDocket(
                DocketChange.newBuilder()
                    .addEvents(
                        DocketEvent.newBuilder().setOrderSigned(OrderSigned.getDefaultInstance())))
            .build());
  }

  private List<Long> sequences(ShardId docket) {
    return reader.got.stream()
        .filter(m -> m.getShard().equals(docket.toRef()))
        .map(m -> m.getPosition().getSequence())
        .toList();
  }

  @Test
  void aLegThatLeavesRecordsOutIsOpenedAnewAfterTheLastOneSeen() {
    watch.start();
    reader.takes(100);
    HandLeg first = leg(CHAOYANG);
    first.items.addAll(List.of(snapshot(CHAOYANG, 5), change(CHAOYANG, 6), change(CHAOYANG, 8)));
    reader.takes(1);
    assertThat(sequences(CHAOYANG)).containsExactly(5L, 6L);
    assertThat(first.closed).isTrue();

    reader.takes(1);
    HandLeg second = leg(CHAOYANG);
    assertThat(second).isNotSameAs(first);
    assertThat(second.from).containsEntry(CHAOYANG, Positions.of(1, 6));
    second.items.addAll(List.of(change(CHAOYANG, 7), change(CHAOYANG, 8)));
    reader.takes(1);
    assertThat(sequences(CHAOYANG)).containsExactly(5L, 6L, 7L, 8L);
  }

  @Test
  void whatPassedIsNoGapAndIsInTheToken() {
    watch.start();
    reader.takes(100);
    HandLeg leg = leg(CHAOYANG);
    leg.items.addAll(
        List.of(
            snapshot(CHAOYANG, 5),
            new FeedItem.Passed(CHAOYANG, Positions.of(1, 7)),
            change(CHAOYANG, 8),
            new FeedItem.Passed(CHAOYANG, Positions.of(1, 4)),
            change(CHAOYANG, 9)));
    reader.takes(1);
    assertThat(sequences(CHAOYANG)).containsExactly(5L, 8L, 9L);
    assertThat(leg.closed).isFalse();
  }

  @Test
  void whatWasSeenBeforeIsNotShownAgain() {
    watch.start();
    reader.takes(100);
    leg(CHAOYANG)
        .items
        .addAll(List.of(snapshot(CHAOYANG, 5), change(CHAOYANG, 5), change(CHAOYANG, 6)));
    reader.takes(1);
    assertThat(sequences(CHAOYANG)).containsExactly(5L, 6L);
  }

  /** Larger than any message may be. */
  @Test
  void aSnapshotComesInPartsOfWhichOnlyTheLastIsPassed() {
    watch.start();
    reader.takes(1);
    leg(HAIDIAN).items.add(snapshot(HAIDIAN, 1));
    leg(CHAOYANG).items.addAll(List.of(large(40), change(CHAOYANG, 6)));
    reader.takes(100);
    List<WatchOrdersResponse> parts =
        reader.got.stream().filter(m -> m.getShard().equals(CHAOYANG.toRef())).toList();
    assertThat(parts).hasSizeGreaterThan(20).allMatch(m -> m.getSerializedSize() < 2 << 20);
    List<String> ids = new ArrayList<>();
    WatchScope scope = WatchScope.of(WatchOrdersRequest.getDefaultInstance(), Directory.beijing());
    for (WatchOrdersResponse part : parts.subList(0, parts.size() - 1)) {
      assertThat(part.getPosition()).isEqualTo(Positions.of(1, 5));
      assertThat(part.getSnapshot().getBefore()).isEqualTo(ids.size());
      part.getSnapshot().getOrdersList().forEach(order -> ids.add(order.getOrderId()));
      assertThat(part.getSnapshot().getMore()).isEqualTo(ids.size() < 40);
      assertThat(ResumeTokens.from(part.getToken(), scope).at(CHAOYANG))
          .isEqualTo(ids.size() < 40 ? null : Positions.of(1, 5));
    }
    assertThat(ids).hasSize(40).doesNotHaveDuplicates().isSorted();
    int first = reader.got.indexOf(parts.get(0));
    assertThat(reader.got.subList(first, first + parts.size() - 1))
        .as("nothing comes between")
        .isEqualTo(parts.subList(0, parts.size() - 1));
  }

  private static FeedItem.Snapshot large(int orders) {
    DocketState.Builder docket = DocketState.newBuilder();
    for (int i = 0; i < orders; i++) {
      docket.addOpen(
          Order.newBuilder()
              .setOrderId("110105001-110105-" + (100 + i))
              .setDraft(OrderDraft.newBuilder().setText("x".repeat(600_000)))
              .build()
              .toByteString());
    }
    return new FeedItem.Snapshot(
        CHAOYANG, snapshot(CHAOYANG, 5).snapshot().toBuilder().setDocket(docket).build());
  }

  @Test
  void aDistrictWithMuchToSayDoesNotKeepTheOthersSilent() {
    watch.start();
    reader.takes(1);
    HandLeg busy = leg(CHAOYANG);
    busy.items.add(snapshot(CHAOYANG, 1));
    for (int i = 2; i < 50; i++) {
      busy.items.add(change(CHAOYANG, i));
    }
    leg(HAIDIAN).items.add(snapshot(HAIDIAN, 1));
    reader.takes(4);
    assertThat(sequences(HAIDIAN)).containsExactly(1L);
  }
}
