package city.hotline.node.search;

import city.hotline.core.order.ClosedBook;
import city.hotline.core.order.Closing;
import city.hotline.core.order.OpenBook;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.FrozenShard;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.search.DocketFold.Task;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Carries what changed in dockets into the index. It does not interpret what happened: it reads the
 * orders concerned, as readers of a docket do, so what it gets is acknowledged, and maps what it
 * got. At most one read a docket is under way or waits to be written; what is written in one round
 * is found together.
 */
final class Folding {
  private static final long LONGEST_ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What was read, to be written on the index's thread. */
  private record Arrived(DocketFold fold, Task task, Position at, Reading reading) {}

  /** Orders that were read, made ready where there is time for it. */
  private interface Reading {
    Iterable<Order> orders();
  }

  private record Read(Position at, Reading reading) {}

  private final Sequencer sequencer;
  private final Map<String, List<DocketFold>> served = new ConcurrentHashMap<>();
  private final Set<String> dropped = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Arrived> arrived = new ConcurrentLinkedQueue<>();

  Folding(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  void began(String district, List<String> dockets) {
    long now = System.nanoTime();
    served.put(
        district,
        dockets.stream().map(d -> new DocketFold(ShardId.docket(district, d), now)).toList());
  }

  /** Nothing is in the index any more. */
  void anew() {
    long now = System.nanoTime();
    served.replaceAll(
        (district, folds) -> folds.stream().map(f -> new DocketFold(f.docket(), now)).toList());
  }

  /** These are to be read again, although nothing happened to them. */
  void touched(List<String> orders) {
    long now = System.nanoTime();
    for (String order : orders) {
      ShardId docket = ShardId.ofOrder(order);
      for (DocketFold fold : of(docket.district())) {
        if (fold.docket().equals(docket)) {
          fold.touched(order, now);
        }
      }
    }
  }

  void ended(String district) {
    if (served.remove(district) != null) {
      dropped.add(district);
    }
  }

  List<DocketFold> of(String district) {
    return served.getOrDefault(district, List.of());
  }

  Collection<List<DocketFold>> all() {
    return served.values();
  }

  /**
   * Asks for what changed, writes what came, and lets it be found. After a failure the index is of
   * no use any more.
   */
  void round(OrderIndex index) throws IOException {
    boolean any = drop(index);
    ask();
    List<Arrived> written = write(index);
    if (any || !written.isEmpty()) {
      index.show();
    }
    written.forEach(w -> w.fold.shown(w.task, w.at));
  }

  /** One that is here again is written anew anyway, docket by docket. */
  private boolean drop(OrderIndex index) throws IOException {
    boolean any = false;
    for (String district : List.copyOf(dropped)) {
      dropped.remove(district);
      if (!served.containsKey(district)) {
        index.drop(district);
        any = true;
      }
    }
    return any;
  }

  private void ask() {
    long now = System.nanoTime();
    for (List<DocketFold> dockets : served.values()) {
      for (DocketFold fold : dockets) {
        fold.next(now).ifPresent(task -> ask(fold, task));
      }
    }
  }

  private void ask(DocketFold fold, Task task) {
    CompletableFuture<Read> read =
        sequencer.read(
            fold.docket(),
            (shard, position) -> task.whole() ? whole(shard) : some(shard, position, task),
            Router.WAIT_MS);
    var unused =
        read.whenComplete(
            (result, failure) -> {
              if (failure == null) {
                arrived.add(new Arrived(fold, task, result.at, result.reading));
              } else {
                fold.failed(task);
              }
            });
  }

  /** Copies references only; closed orders are unpacked one by one as they are written. */
  private static Read whole(Shard shard) {
    FrozenShard frozen = shard.freeze();
    ShardId docket = shard.id();
    return new Read(
        frozen.position(),
        () -> {
          DocketState state = frozen.snapshot().getDocket();
          Stream<Order> closed =
              state.getClosedOrdersList().stream()
                  .flatMap(month -> month.getOrdersList().stream())
                  .map(ClosedBook::unpacked)
                  .map(order -> Closing.shown(docket.district(), docket.docket(), order));
          return () ->
              Stream.concat(state.getOpenList().stream().map(OpenBook::unpacked), closed)
                  .iterator();
        });
  }

  private static Read some(Shard shard, Position position, Task task) {
    if (!(shard.contents() instanceof Contents.OfDocket here)) {
      throw new IllegalStateException(shard.id() + " is not a docket");
    }
    List<Order> orders = new ArrayList<>(task.orders().size());
    task.orders().forEach(id -> here.docket().order(id).ifPresent(orders::add));
    return new Read(position, () -> orders);
  }

  /** What was read of a tenure that is over is not written: it may be older than what is there. */
  private List<Arrived> write(OrderIndex index) throws IOException {
    List<Arrived> written = new ArrayList<>();
    long begun = System.nanoTime();
    Arrived next;
    while (System.nanoTime() - begun < LONGEST_ROUND_NANOS && (next = arrived.poll()) != null) {
      if (of(next.fold.docket().district()).contains(next.fold)) {
        written.add(next);
        if (next.task.whole()) {
          index.replace(next.fold.docket(), next.reading.orders());
        } else {
          index.put(next.fold.docket(), next.reading.orders());
        }
      }
    }
    return written;
  }
}
