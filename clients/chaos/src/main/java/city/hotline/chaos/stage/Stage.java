package city.hotline.chaos.stage;

import city.hotline.proto.grid.v1.AuditServiceGrpc;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.GetCopiesRequest;
import city.hotline.proto.grid.v1.GetCopiesResponse;
import city.hotline.proto.grid.v1.GetFiguresRequest;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.GetStatusRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.GetTopologyRequest;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.Member;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A grid of processes on this machine. Not thread-safe: one run, one thread. */
public final class Stage implements AutoCloseable {
  private static final int ASK_SECONDS = 3;
  private static final int OPERATE_SECONDS = 90;
  private static final long LOOK_MS = 150;

  private final StagePlan plan;
  private final List<Ports> ports = new ArrayList<>();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final Map<String, Integer> nodeIds = new HashMap<>();
  private final Network network;
  private final Disks disks;
  private final Clocks clocks;
  private String problem = "";

  /** A grid of which nothing runs yet. */
  public Stage(StagePlan plan) throws IOException, InterruptedException {
    this.plan = plan;
    this.network =
        plan.ground() == Ground.NETWORK
            ? new Namespaces(plan.nodes(), plan.firstPort())
            : Network.loopback();
    this.disks = new Disks(plan.folder());
    this.clocks = new Clocks(plan.folder());
    if (plan.ground() == Ground.DISK) {
      for (int node = 0; node < plan.nodes(); node++) {
        disks.mount(data(node));
      }
    }
    int next = plan.firstPort();
    for (int node = 0; node < plan.nodes(); node++) {
      Ports free = Ports.from(next);
      ports.add(free);
      next = free.http() + 1;
    }
    for (int node = 0; node < plan.nodes(); node++) {
      nodes.add(new NodeProcess(command(node), log(node)));
      channels.add(Operator.channel(address(node)));
    }
  }

  private List<String> command(int node) {
    List<String> command = new ArrayList<>(network.inside(node));
    command.addAll(plan.java());
    command.addAll(
        List.of(
            "node",
            "--bind",
            network.host(node),
            "--identities",
            "dev",
            "--members",
            all().stream()
                .map(n -> network.host(n) + ":" + ports.get(n).member())
                .collect(Collectors.joining(",")),
            "--member-port",
            Integer.toString(ports.get(node).member()),
            "--grpc-port",
            Integer.toString(ports.get(node).grpc()),
            "--http-port",
            Integer.toString(ports.get(node).http()),
            "--data",
            data(node).toString()));
    command.addAll(plan.nodeOptions());
    return command;
  }

  /** A node's log. */
  public Path log(int node) {
    return plan.folder().resolve("node-" + node + ".log");
  }

  /** A node's data folder. */
  public Path data(int node) {
    return plan.folder().resolve("node-" + node);
  }

  private String address(int node) {
    return network.host(node) + ":" + ports.get(node).grpc();
  }

  /** Where all nodes answer. */
  public List<String> addresses() {
    return all().stream().map(this::address).toList();
  }

  /** All nodes, by number. */
  public List<Integer> all() {
    return java.util.stream.IntStream.range(0, plan.nodes()).boxed().toList();
  }

  /** Those whose process runs, frozen or not. */
  public List<Integer> running() {
    return all().stream().filter(n -> nodes.get(n).running()).toList();
  }

  /** Starts a node unless it runs. */
  public void start(int node) throws IOException {
    start(node, Map.of());
  }

  /** The same, with these variables in its environment. */
  public void start(int node, Map<String, String> environment) throws IOException {
    if (!nodes.get(node).running()) {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(clocks.environment(node));
      nodes.get(node).start(all);
    }
  }

  /** Waits until a node's process has ended by itself; false if that takes too long. */
  public boolean awaitEnd(int node, int seconds) throws InterruptedException {
    return nodes.get(node).awaitEnd(seconds);
  }

  /** From now on nothing that one node sends reaches the other. */
  public void cut(int from, int to) throws IOException, InterruptedException {
    network.cut(from, to);
  }

  /** Every connection that a node has with others is reset now. */
  public void reset(int node) throws IOException, InterruptedException {
    network.reset(node);
  }

  /** From now on what a node sends and is sent goes at so many kilobits a second, and queues. */
  public void slow(int node, int kilobits) throws IOException, InterruptedException {
    network.slow(node, kilobits);
  }

  /** All ways are open again, and fast. */
  public void heal() throws IOException, InterruptedException {
    network.heal();
  }

  /** Sets the clock of a node's machine so many seconds off; 0 is right. */
  public void setClock(int node, long secondsOff) throws IOException {
    clocks.set(node, secondsOff);
  }

  /** From now on nothing reaches a node's disk: who writes or forces waits. */
  public void hangDisk(int node) throws IOException, InterruptedException {
    disks.hang(data(node));
  }

  /** A node's disk works again. */
  public void unhangDisk(int node) throws IOException, InterruptedException {
    disks.goOn(data(node));
  }

  /** Leaves no byte free on a node's disk. */
  public void fillDisk(int node) throws IOException {
    disks.fill(data(node));
  }

  /** The node's disk has room again. */
  public void freeDisk(int node) throws IOException {
    disks.free(data(node));
  }

  /** All nodes lose their power at one instant: their disks have what had reached them by then. */
  public void cutPower() throws IOException, InterruptedException {
    for (int node : all()) {
      pause(node);
    }
    for (int node : all()) {
      disks.keep(data(node));
    }
    for (int node : all()) {
      kill(node);
      disks.cutPower(data(node));
    }
  }

  /** Runs a command of the operator's; fails with what it said. */
  public String operate(String... words) throws IOException, InterruptedException {
    int node = running().get(0);
    List<String> command = new ArrayList<>(plan.java());
    command.addAll(List.of(words));
    command.addAll(List.of("--host", network.host(node)));
    command.addAll(List.of("--grpc-port", Integer.toString(ports.get(node).grpc())));
    return Commands.run(command, OPERATE_SECONDS);
  }

  /** As kill -9 does. */
  public void kill(int node) throws InterruptedException {
    nodes.get(node).kill();
  }

  /** How often a running node was killed until now. */
  public int kills() {
    return nodes.stream().mapToInt(NodeProcess::kills).sum();
  }

  /** Ends a node in good order; whether it ended in time. */
  public boolean end(int node, int seconds) throws InterruptedException {
    return nodes.get(node).end(seconds);
  }

  /** Waits until a started node answers or ends; whether it ended. */
  public boolean endsInsteadOfAnswering(int node, int seconds) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (nodes.get(node).running() && status(node).isEmpty() && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    return !nodes.get(node).running();
  }

  /** The stable id of a node, as soon as it says so. */
  public String awaitId(int node, int seconds) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < giveUp) {
      Optional<GetStatusResponse> status = status(node);
      if (status.isPresent()) {
        return status.get().getNodeId();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    throw new IOException("node " + node + " does not answer for " + seconds + " s");
  }

  /** Freezes a node. */
  public void pause(int node) throws IOException, InterruptedException {
    nodes.get(node).pause();
  }

  /** Lets a frozen node go on. */
  public void resume(int node) throws IOException, InterruptedException {
    if (nodes.get(node).paused()) {
      nodes.get(node).resume();
    }
  }

  /** Waits until all running nodes are in one grid that serves; false if that takes too long. */
  public boolean awaitServing(int seconds) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < giveUp) {
      if (running().stream().allMatch(this::serves)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    return false;
  }

  private boolean serves(int node) {
    Optional<GetStatusResponse> status = status(node);
    long present =
        status.stream()
            .flatMap(s -> s.getMembersList().stream())
            .filter(Member::getPresent)
            .count();
    return status.isPresent() && status.get().getServing() && present == running().size();
  }

  private Optional<GetStatusResponse> status(int node) {
    try {
      GetStatusResponse status =
          grid(node).getStatus(GetStatusRequest.newBuilder().setWithoutShards(true).build());
      nodeIds.put(status.getNodeId(), node);
      return Optional.of(status);
    } catch (StatusRuntimeException e) {
      ready(node);
      return Optional.empty();
    }
  }

  private GridServiceGrpc.GridServiceBlockingStub grid(int node) {
    ready(node);
    return GridServiceGrpc.newBlockingStub(channels.get(node))
        .withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS);
  }

  private void ready(int node) {
    channels.get(node).resetConnectBackoff();
  }

  /** The node that serves a district, as any of them knows. */
  public Optional<Integer> ownerOf(String district) {
    for (int node : running()) {
      try {
        for (District d :
            grid(node).getTopology(GetTopologyRequest.getDefaultInstance()).getDistrictsList()) {
          Integer owner = nodeIds.get(d.getOwnerId());
          if (d.getDistrict().equals(district) && d.getServing() && owner != null) {
            return Optional.of(owner);
          }
        }
      } catch (StatusRuntimeException e) {
        // Ask the next one.
      }
    }
    return Optional.empty();
  }

  /** The nodes with a vote, as any of them knows. */
  public List<Integer> voters() {
    for (int node : running()) {
      Optional<GetStatusResponse> status = status(node);
      if (status.isPresent()) {
        return status.get().getVoterSet().getVotersList().stream()
            .map(nodeIds::get)
            .filter(Objects::nonNull)
            .toList();
      }
    }
    return List.of();
  }

  /** What every node holds, in their order; empty when one does not answer. */
  public List<GetCopiesResponse> copies() {
    try {
      return all().stream()
          .map(
              node ->
                  AuditServiceGrpc.newBlockingStub(channels.get(node))
                      .withDeadlineAfter(ASK_SECONDS * 5L, TimeUnit.SECONDS)
                      .getCopies(GetCopiesRequest.getDefaultInstance()))
          .toList();
    } catch (StatusRuntimeException e) {
      problem = e.getStatus().toString();
      return List.of();
    }
  }

  /** Why a node did not say what it holds. */
  public String problem() {
    return problem;
  }

  /** The figures of the whole grid, by district. */
  public Optional<GetFiguresResponse> figures() {
    for (int node : running()) {
      try {
        return Optional.of(
            grid(node)
                .getFigures(
                    GetFiguresRequest.newBuilder().setFresh(true).setByDistrict(true).build()));
      } catch (StatusRuntimeException e) {
        // Ask the next one.
      }
    }
    return Optional.empty();
  }

  /** Freezes all nodes within milliseconds, then kills them: their journals end at one instant. */
  public void freezeAndKill() throws IOException, InterruptedException {
    for (int node : running()) {
      nodes.get(node).pause();
    }
    for (int node : all()) {
      nodes.get(node).kill();
    }
  }

  /** Ends whatever still runs. */
  @Override
  public void close() {
    disks.goOnAll();
    nodes.forEach(NodeProcess::destroy);
    channels.forEach(ManagedChannel::shutdownNow);
    disks.close();
    network.close();
  }
}
