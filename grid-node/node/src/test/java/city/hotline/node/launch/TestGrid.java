package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.endpoint.MessageSizes;
import city.hotline.node.epoch.Keeping;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.Replica;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.test.HazelcastTestSupport;
import com.hazelcast.test.SplitBrainTestSupport;
import com.hazelcast.test.TestHazelcastInstanceFactory;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Members of one grid in this JVM: Hazelcast over its mock network, gRPC over the loopback
 * interface, each with a data folder of its own.
 */
final class TestGrid implements AutoCloseable {
  private static final int FIRST_PORT = 18_400;
  private static final int LAST_PORT = 18_499;
  private static final Executor STARTING = task -> new Thread(task, "starting").start();
  private static int nextPort = FIRST_PORT;

  /** A node whose journal is replayed; not in the cluster yet. */
  record Replayed(int index, int port, GridNode node) {}

  /** One member that runs. */
  record Member(int index, GridNode node, Server server, Caller caller) {
    /** It vanishes: no leave-taking, nothing forced. */
    void kill() {
      node.grid().instance().ifPresent(h -> h.getLifecycleService().terminate());
      server.shutdownNow();
      node.close();
      caller.close();
    }

    boolean serves(String district) {
      return node.tenures().of(district).map(Tenure::serving).orElse(false);
    }

    Position position(ShardId shard) {
      return node.replicas().get(shard).position();
    }

    /** For whoever has to understand why a copy lags behind. */
    String stands(ShardId shard) {
      Position at = position(shard);
      return node.nodeId()
          + " at "
          + at.getEpoch()
          + '/'
          + at.getSequence()
          + node.tenures().of(shard.district()).map(t -> " in " + t).orElse("")
          + (node.journal().hasRoom(1_000) ? "" : " without room");
    }

    HazelcastInstance hazelcast() {
      return node.grid().instance().orElseThrow();
    }

    /** All its copies, whole. */
    Map<String, ShardSnapshot> state() {
      return TestGrid.state(node);
    }
  }

  private final TestHazelcastInstanceFactory hazelcast = new TestHazelcastInstanceFactory();
  private final Path folder;
  private final int size;
  private boolean forced;
  private Keeping keeping = Keeping.USUAL;
  private final List<Member> members = new ArrayList<>();

  TestGrid(Path folder, int size) {
    this.folder = folder;
    this.size = size;
  }

  /** Keeps journals in another way than usual. */
  TestGrid keeping(Keeping other) {
    keeping = other;
    return this;
  }

  /** Founds a grid that counts copies only once they are on disk. */
  TestGrid forced() {
    forced = true;
    return this;
  }

  /** Starts all members and waits until the whole city is served. */
  TestGrid started() {
    serve(replayed());
    return this;
  }

  /** All nodes with their journals replayed, before any joins the others. */
  List<Replayed> replayed() {
    List<Replayed> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      nodes.add(replay(i));
    }
    return nodes;
  }

  private Replayed replay(int index) {
    int port = freePort();
    return new Replayed(
        index,
        port,
        new GridNode(options(index, port), config -> hazelcast.newHazelcastInstance(config)));
  }

  /** Lets nodes join and serve. */
  void serve(List<Replayed> nodes) {
    List<CompletableFuture<Member>> serving =
        nodes.stream().map(n -> CompletableFuture.supplyAsync(() -> serving(n), STARTING)).toList();
    serving.forEach(member -> members.add(member.join()));
    awaitServing();
  }

  /** Starts a member again on its folder, or a new one on a new folder. */
  Member startAgain(int index) {
    return join(replayed(index));
  }

  /** A node with its journal replayed, not in the cluster yet. */
  Replayed replayed(int index) {
    return replay(index);
  }

  /** Lets a node join. */
  Member join(Replayed replayed) {
    Member member = serving(replayed);
    members.add(member);
    return member;
  }

  Path folder(int index) {
    return folder.resolve("node-" + index);
  }

  private static Member serving(Replayed replayed) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), replayed.port()));
    builder
        .intercept(replayed.node().gate())
        .intercept(new MessageSizes())
        .intercept(replayed.node().traffic());
    for (BindableService service : replayed.node().endpoints()) {
      builder.addService(service);
    }
    Server server;
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    replayed.node().start();
    return new Member(
        replayed.index(), replayed.node(), server, new Caller("127.0.0.1:" + replayed.port()));
  }

  private NodeOptions options(int index, int grpcPort) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add("127.0.0.1:" + (5_701 + i));
    }
    return new NodeOptions(
        folder(index),
        "127.0.0.1",
        5_701 + index,
        grpcPort,
        0,
        all,
        "test",
        forced,
        keeping,
        Trust.of(Identities.UNSAID));
  }

  private static synchronized int freePort() {
    for (int tries = FIRST_PORT; tries <= LAST_PORT; tries++) {
      int port = nextPort;
      nextPort = nextPort == LAST_PORT ? FIRST_PORT : nextPort + 1;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IllegalStateException(
        "no free port from " + FIRST_PORT + " to " + LAST_PORT + ": end what uses them");
  }

  /**
   * Waits until nothing moves any more, each district is served by one of the members, and every
   * member knows by whom.
   */
  void awaitServing() {
    // Until then nothing moves either, but it will.
    Eventually.holds(
        "each member has asked for districts",
        () -> members.stream().noneMatch(m -> m.node().grid().isWithoutDistricts()));
    Eventually.holds(
        "no partition moves",
        () -> members.stream().allMatch(m -> m.hazelcast().getPartitionService().isClusterSafe()));
    Eventually.holds(
        "all districts served, and known to be",
        () -> districts().stream().allMatch(this::isServedAndKnown),
        () ->
            districts().stream()
                .filter(d -> !isServedAndKnown(d))
                .map(d -> d + ": " + members.stream().map(m -> seenBy(m, d)).toList())
                .toList());
  }

  private static String seenBy(Member member, String district) {
    return member.node().nodeId()
        + (member.node().grid().owns(district) ? " is to own it, " : " is not to own it, ")
        + member.node().tenures().of(district).map(Object::toString).orElse("has no tenure")
        + ", believes in "
        + member.node().board().ownerOf(district).orElse("nobody")
        + ", its floor "
        + member.stands(ShardId.floor(district));
  }

  private boolean isServedAndKnown(String district) {
    Optional<Member> owner = servingOwner(district);
    return owner.isPresent()
        && members.stream()
            .allMatch(
                m -> m.node().board().ownerOf(district).equals(owner.map(o -> o.node().nodeId())));
  }

  private Optional<Member> servingOwner(String district) {
    List<Member> serving = members.stream().filter(m -> m.serves(district)).toList();
    return serving.size() == 1 ? Optional.of(serving.get(0)) : Optional.empty();
  }

  static List<String> districts() {
    return Directory.beijing().districts().stream().map(Place::getCode).toList();
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  Member owner(String district) {
    return servingOwner(district)
        .orElseThrow(() -> new AssertionError("nobody, or more than one, serves " + district));
  }

  /** Some member that does not own the district. */
  Member other(String district) {
    Member owner = owner(district);
    return members.stream().filter(m -> !m.equals(owner)).findFirst().orElseThrow();
  }

  /** No word goes from the member to the others any more, nor back. */
  void cutOff(Member member) {
    for (Member other : members) {
      if (!other.equals(member)) {
        SplitBrainTestSupport.blockCommunicationBetween(member.hazelcast(), other.hazelcast());
        HazelcastTestSupport.closeConnectionBetween(member.hazelcast(), other.hazelcast());
      }
    }
    members.remove(member);
  }

  void reconnect(Member member) {
    for (Member other : members) {
      SplitBrainTestSupport.unblockCommunicationBetween(member.hazelcast(), other.hazelcast());
    }
    members.add(member);
  }

  /** It goes in good order: what it serves is taken over by others first. */
  void leave(Member member) {
    member.node().handOver();
    members.remove(member);
    member.server().shutdownNow();
    member.node().close();
    member.caller().close();
  }

  void kill(Member member) {
    members.remove(member);
    member.kill();
  }

  /** Waits until all copies of every shard stand at the same record, and are the same. */
  void awaitSameEverywhere() {
    Eventually.holds("every copy at the same position", () -> unequal().isEmpty(), () -> unequal());
    Eventually.holds(
        "every copy the same",
        () -> members.stream().map(Member::state).distinct().count() == 1,
        () -> unequal());
  }

  private List<String> unequal() {
    List<String> found = new ArrayList<>();
    for (Replica replica : members.get(0).node().replicas().all()) {
      List<Position> positions = members.stream().map(m -> m.position(replica.id())).toList();
      if (positions.stream().distinct().count() > 1) {
        found.add(replica.id() + ": " + members.stream().map(m -> m.stands(replica.id())).toList());
      }
    }
    return found.subList(0, Math.min(3, found.size()));
  }

  /** All copies of a node, by shard. */
  static Map<String, ShardSnapshot> state(GridNode node) {
    Map<String, ShardSnapshot> state = new TreeMap<>();
    for (Replica replica : node.replicas().all()) {
      replica
          .read(s -> s.snapshot())
          .ifPresent(snapshot -> state.put(replica.id().toString(), snapshot));
    }
    return state;
  }

  @Override
  public void close() {
    for (Member member : members()) {
      kill(member);
    }
    hazelcast.terminateAll();
  }
}
