package city.hotline.node.search;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Citizens;
import city.hotline.node.citizen.Finder;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.search.OrderQueries.Within;
import city.hotline.node.sequencer.NotServed;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.grid.v1.ReadOrderResponse;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders of the dockets that this node serves, found without asking the dockets. It begins with
 * a docket's state when the node takes its district over, follows the published records, and
 * forgets the district when it goes. Thread-safe.
 */
public final class OrderSearch implements Tenures.Listener, Feeds.Tap, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderSearch.class);

  private static final int MOST_KEYS = 10_000;
  private static final int MOST_ORDERS_OF_KEYS = 10_000;
  private static final long TRY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How often the index is brought up to date: each time costs, however little has changed. */
  public static final long ROUND_MS = 500;

  private final KnownDirectories directories;
  private final Sequencer sequencer;
  private final Executor searches;
  private final LongConsumer meter;
  private final Finder citizens;
  private final BlockingQueue<String> changedKeys = new ArrayBlockingQueue<>(MOST_KEYS);
  private final AtomicBoolean missedKeys = new AtomicBoolean();
  private final Path folder;
  private final Folding folding;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private @Nullable OrderIndex index;
  private long nextTryNanos = System.nanoTime();
  private boolean closed;

  /**
   * Without an index yet: the first round makes it.
   *
   * @param folder of the index alone: what an earlier process left there is deleted
   * @param searches threads that search; its queue must be bounded
   * @param meter told how long each search took, nanoseconds
   * @param citizens opens them, and knows by what they are found
   */
  public OrderSearch(
      Path folder,
      KnownDirectories directories,
      Sequencer sequencer,
      Executor searches,
      LongConsumer meter,
      Finder citizens) {
    this.directories = directories;
    this.sequencer = sequencer;
    this.searches = searches;
    this.meter = meter;
    this.citizens = citizens;
    this.folder = folder;
    this.folding = new Folding(sequencer);
  }

  @Override
  public void began(Tenure tenure) {
    folding.began(tenure.district(), directories.builtIn().docketsOf(tenure.district()));
  }

  @Override
  public void ended(Tenure tenure) {
    folding.ended(tenure.district());
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (shard.isFloor()) {
      return;
    }
    for (DocketFold fold : folding.of(shard.district())) {
      if (fold.docket().equals(shard)) {
        fold.published(records, System.nanoTime());
      }
    }
  }

  /** Brings the index up to date; to be called every {@link #ROUND_MS}, on a thread of its own. */
  public void round() {
    if (!citizens.opens() || !isReady()) {
      return;
    }
    use.readLock().lock();
    try {
      OrderIndex here = index;
      if (here != null) {
        readAgain(here);
        folding.round(here);
        return;
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("search: the index is of no use any more and is made anew", e);
    } finally {
      use.readLock().unlock();
    }
    broken();
  }

  /** Keys of these names came or were destroyed: orders of theirs are shown otherwise now. */
  public void keysChanged(List<ByteString> keyIds) {
    for (ByteString keyId : keyIds) {
      if (!changedKeys.offer(Citizens.name(keyId))) {
        missedKeys.set(true);
      }
    }
  }

  /** What was written in earlier rounds is found, so nothing is missed. */
  private void readAgain(OrderIndex here) {
    List<String> names = new ArrayList<>();
    changedKeys.drainTo(names);
    List<String> orders = names.isEmpty() ? List.of() : here.ofCitizens(names, MOST_ORDERS_OF_KEYS);
    if (missedKeys.getAndSet(false) || orders.size() == MOST_ORDERS_OF_KEYS) {
      folding.anew();
    } else {
      folding.touched(orders);
    }
  }

  /** Makes an index where there is none: at the start, and when one has broken, on a full disk. */
  private boolean isReady() {
    use.writeLock().lock();
    try {
      if (index == null && !closed && System.nanoTime() - nextTryNanos >= 0) {
        nextTryNanos = System.nanoTime() + TRY_AGAIN_NANOS;
        index = new OrderIndex(folder, directories, citizens);
        folding.anew();
      }
    } catch (UncheckedIOException e) {
      LOG.error("search: no order is found until there is an index: {}", String.valueOf(e), e);
    } finally {
      use.writeLock().unlock();
    }
    return index != null;
  }

  private void broken() {
    use.writeLock().lock();
    try {
      OrderIndex old = index;
      index = null;
      nextTryNanos = System.nanoTime() + TRY_AGAIN_NANOS;
      folding.anew();
      if (old != null) {
        old.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("search: what is left of the old index could not be closed", e);
    } finally {
      use.writeLock().unlock();
    }
  }

  /** Searches what is here; dockets that are not, or not yet, are missing among those known. */
  public CompletableFuture<SearchOrdersResponse> search(SearchOrdersRequest request) {
    CompletableFuture<SearchOrdersResponse> answer = new CompletableFuture<>();
    try {
      searches.execute(
          () -> {
            try {
              answer.complete(searchNow(request));
            } catch (RuntimeException e) {
              LOG.error("a search failed", e);
              answer.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private SearchOrdersResponse searchNow(SearchOrdersRequest request) {
    long begun = System.nanoTime();
    use.readLock().lock();
    try {
      OrderIndex here = index;
      List<DocketKnown> known = known(request.getDocketsList(), begun);
      if (here == null || known.isEmpty()) {
        return SearchOrdersResponse.getDefaultInstance();
      }
      return here.find(request, within(known)).addAllDockets(known).build();
    } finally {
      use.readLock().unlock();
      meter.accept(System.nanoTime() - begun);
    }
  }

  /** Looked at before the index is: what is shown later only makes the page newer than it says. */
  private List<DocketKnown> known(List<ShardRef> wanted, long now) {
    Set<String> dockets = new HashSet<>();
    Set<String> districts = new HashSet<>();
    for (ShardRef docket : wanted) {
      dockets.add(docket.getDocket());
      districts.add(docket.getDistrict());
    }
    List<DocketKnown> known = new ArrayList<>();
    for (String district : districts) {
      for (DocketFold fold : folding.of(district)) {
        if (dockets.contains(fold.docket().docket())) {
          fold.known(now).ifPresent(known::add);
        }
      }
    }
    return known;
  }

  private Within within(List<DocketKnown> known) {
    Map<String, List<String>> byDistrict = new TreeMap<>();
    for (DocketKnown docket : known) {
      byDistrict
          .computeIfAbsent(docket.getShard().getDistrict(), k -> new ArrayList<>())
          .add(docket.getShard().getDocket());
    }
    List<String> whole = new ArrayList<>();
    List<String> single = new ArrayList<>();
    byDistrict.forEach(
        (district, dockets) -> {
          if (dockets.size() == directories.builtIn().docketsOf(district).size()) {
            whole.add(district);
          } else {
            single.addAll(dockets);
          }
        });
    return new Within(whole, single);
  }

  /** An order as its docket on this node has it; fails with {@link NotServed} elsewhere. */
  public CompletableFuture<ReadOrderResponse> read(String orderId) {
    return sequencer.read(
        ShardId.ofOrder(orderId),
        (shard, position) -> {
          ReadOrderResponse.Builder response = ReadOrderResponse.newBuilder().setPosition(position);
          if (shard.contents() instanceof Contents.OfDocket here) {
            here.docket().order(orderId).ifPresent((Order order) -> response.setOrder(order));
          }
          return response.build();
        },
        Router.WAIT_MS);
  }

  /** How many orders can be found. */
  public int size() {
    use.readLock().lock();
    try {
      OrderIndex here = index;
      return here == null ? 0 : here.size();
    } finally {
      use.readLock().unlock();
    }
  }

  /** How many orders have changed and are not found as they are now. */
  public long waiting() {
    return folding.all().stream().flatMap(List::stream).mapToLong(DocketFold::waiting).sum();
  }

  /** How long the oldest change that is not shown has been acknowledged, at most; nanoseconds. */
  public long lagNanos() {
    long now = System.nanoTime();
    return folding.all().stream()
        .flatMap(List::stream)
        .mapToLong(f -> f.ageNanos(now))
        .max()
        .orElse(0);
  }

  /** Waits for searches and the round that run; what comes later finds nothing. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      closed = true;
    } finally {
      use.writeLock().unlock();
    }
    broken();
  }
}
