package city.hotline.client;

import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.GetTopologyRequest;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.Member;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which way to a district: straight to its owner where that is known, otherwise to any node, which
 * forwards. A node that could not be talked to is left alone for a moment; one that is silent,
 * until it answers a small question. Thread-safe.
 */
final class Routes {

  private static final long AVOID_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long SOONEST_REFRESH_MS = 100;
  private static final long REGULAR_REFRESH_MS = 5000;
  private static final long PROBE_EVERY_MS = 500;
  private static final int ASK_SECONDS = 2;

  /**
   * A way to one node.
   *
   * @param owner of the district when the way was chosen, as far as known
   */
  record Route(GridAddress address, Channel channel, @Nullable GridAddress owner) {
    /** Whether nobody else is waited for at its end. */
    boolean direct() {
      return address.equals(owner);
    }
  }

  /** Of a district since an epoch; a node that knows of an older one only is behind. */
  private record Owner(@Nullable GridAddress address, long epoch) {}

  private record Placement(List<GridAddress> nodes, Map<String, Owner> owners) {
    @Nullable GridAddress ownerOf(String district) {
      Owner owner = owners.get(district);
      return owner == null ? null : owner.address();
    }
  }

  private final List<GridAddress> seeds;
  private final Channels channels;
  private final CallOptions options;
  private final ScheduledExecutorService timer;
  private final Waiting waiting;
  private final Map<GridAddress, Long> avoidedUntil = new ConcurrentHashMap<>();
  private final Set<GridAddress> silent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile Placement placement;
  private volatile long refreshedNanos;

  /** The ways by these connections; tells those that wait when somebody else serves. */
  Routes(
      List<GridAddress> seeds,
      Channels channels,
      CallOptions options,
      ScheduledExecutorService timer,
      Waiting waiting) {
    this.options = options;
    this.seeds = List.copyOf(seeds);
    this.channels = channels;
    this.timer = timer;
    this.waiting = waiting;
    this.placement = new Placement(this.seeds, Map.of());
    this.refreshedNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(SOONEST_REFRESH_MS);
    refresh();
    var unused =
        timer.scheduleWithFixedDelay(
            this::refresh, REGULAR_REFRESH_MS, REGULAR_REFRESH_MS, TimeUnit.MILLISECONDS);
  }

  /** To the owner of the district, or to any node when there is none or none is asked for. */
  Route to(String district, int lane) {
    GridAddress owner = placement.ownerOf(district);
    GridAddress address = owner != null && !avoided(owner) ? owner : anyNode();
    return new Route(address, channels.channel(address, lane), owner);
  }

  /** Tells that an attempt failed; the placement is then learnt anew. */
  void failed(Route route, Failure failure) {
    if (failure.silent()) {
      if (route.direct()) {
        silent(route.address());
      }
    } else if (failure.transport()) {
      avoidedUntil.put(route.address(), System.nanoTime() + AVOID_NANOS);
    }
    if (failure.repeatable()) {
      refresh();
    }
  }

  /** Whether another node is known to own the district by now. */
  boolean hasMoved(String district, Route route) {
    GridAddress owner = placement.ownerOf(district);
    return owner != null && !owner.equals(route.owner());
  }

  private void silent(GridAddress address) {
    if (silent.add(address)) {
      probe(address);
    }
  }

  private void probe(GridAddress address) {
    ask(
        address,
        failure -> {
          if (failure == null) {
            silent.remove(address);
          } else {
            later(() -> probe(address), PROBE_EVERY_MS);
          }
        });
  }

  List<GridAddress> seeds() {
    return seeds;
  }

  private GridAddress anyNode() {
    List<GridAddress> nodes = placement.nodes();
    int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      GridAddress node = nodes.get((first + i) % nodes.size());
      if (!avoided(node)) {
        return node;
      }
    }
    return nodes.get(first);
  }

  private boolean avoided(GridAddress address) {
    if (silent.contains(address)) {
      return true;
    }
    Long until = avoidedUntil.get(address);
    return until != null && until - System.nanoTime() > 0;
  }

  /** Learns soon who serves what; cheap when asked again and again. */
  void refresh() {
    if (!refreshing.compareAndSet(false, true)) {
      return;
    }
    long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - refreshedNanos);
    if (!later(this::ask, Math.max(0, SOONEST_REFRESH_MS - sinceMs))) {
      refreshing.set(false);
    }
  }

  /** False when the client is closed. */
  private boolean later(Runnable task, long delayMs) {
    try {
      var unused = timer.schedule(task, delayMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  private void ask() {
    GridAddress address = anyNode();
    ask(
        address,
        failure -> {
          if (failure != null && failure.silent()) {
            silent(address);
          } else if (failure != null && failure.transport()) {
            avoidedUntil.put(address, System.nanoTime() + AVOID_NANOS);
          }
          finished();
        });
  }

  private void ask(GridAddress address, Consumer<@Nullable Failure> then) {
    var call =
        channels
            .channel(address, 0)
            .newCall(
                GridServiceGrpc.getGetTopologyMethod(),
                options.withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS));
    ClientCalls.asyncUnaryCall(
        call,
        GetTopologyRequest.getDefaultInstance(),
        new StreamObserver<GetTopologyResponse>() {
          @Override
          public void onNext(GetTopologyResponse topology) {
            learn(topology);
          }

          @Override
          public void onError(Throwable thrown) {
            then.accept(Failure.of(thrown));
          }

          @Override
          public void onCompleted() {
            then.accept(null);
          }
        });
  }

  private void finished() {
    refreshedNanos = System.nanoTime();
    refreshing.set(false);
    if (waiting.anybody()) {
      refresh();
    }
  }

  private void learn(GetTopologyResponse topology) {
    var addresses = new HashMap<String, GridAddress>();
    for (Member member : topology.getMembersList()) {
      if (member.getPresent() && !member.getGrpcAddress().isEmpty()) {
        addresses.put(member.getNodeId(), GridAddress.parse(member.getGrpcAddress()));
      }
    }
    Map<String, Owner> before = placement.owners();
    var owners = new HashMap<>(before);
    for (District district : topology.getDistrictsList()) {
      owners.merge(
          district.getDistrict(),
          new Owner(addresses.get(district.getOwnerId()), district.getEpoch()),
          (known, said) -> said.epoch() < known.epoch() ? known : said);
    }
    var nodes = new LinkedHashSet<GridAddress>(addresses.values());
    nodes.addAll(seeds);
    placement = new Placement(new ArrayList<>(nodes), owners);
    owners.forEach(
        (district, owner) -> {
          if (owner.address() != null && !owner.equals(before.get(district))) {
            waiting.served(district);
          }
        });
  }
}
