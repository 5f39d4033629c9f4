package city.hotline.cli;

import city.hotline.chaos.stage.Commands;
import city.hotline.chaos.stage.Program;
import city.hotline.client.HotlineClient;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.GetStatusResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes as processes of their own, from the one jar, on ports that were free. */
final class RealNodes implements AutoCloseable {
  /** Enough for a city that has only begun. */
  static final int HEAP_MB = 512;

  private static final int LOOKS_WITHOUT_MOVE = 8;
  private static final Pattern OWNER =
      Pattern.compile("\"district\":\"(\\d+)\"[^{}]*\"owner\":\"([0-9a-f]+)\"");
  private static final int FIRST_PORT = 19_000;
  private static final Path JAR = Path.of("target", "hotline.jar");

  private final Path folder;
  private final String log;
  private final int[] grpcPorts;
  private final int[] httpPorts;
  private final int[] memberPorts;
  private final int heapMb;
  private final List<Process> processes = new ArrayList<>();

  private RealNodes(Path folder, int count, String log, int[] ports, int heapMb) {
    this.folder = folder;
    this.log = log;
    this.heapMb = heapMb;
    grpcPorts = IntStream.range(0, count).map(i -> ports[3 * i]).toArray();
    httpPorts = IntStream.range(0, count).map(i -> ports[3 * i + 1]).toArray();
    memberPorts = IntStream.range(0, count).map(i -> ports[3 * i + 2]).toArray();
  }

  /** Starts so many nodes with their data below a folder; their output goes to target/LOG-i.log. */
  static RealNodes start(Path folder, int count, String log) throws IOException {
    return start(folder, count, log, count, HEAP_MB);
  }

  /** Starts the first of so many nodes; those that found the grid are the ones that are started. */
  static RealNodes start(Path folder, int count, String log, int started, int heapMb)
      throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < 3 * count; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    for (ServerSocket socket : held) {
      socket.close();
    }
    RealNodes nodes = new RealNodes(folder, count, log, ports, heapMb);
    for (int i = 0; i < started; i++) {
      nodes.processes.add(nodes.launch(i, started));
    }
    return nodes;
  }

  /** The command line of the one jar for nodes that are started again and again. */
  static List<String> program(int heapMb) throws IOException {
    List<String> java = Launcher.java(NodeFlags.quick(heapMb));
    Program program = Program.of(JAR);
    try {
      program.archive(java, FIRST_PORT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return program.command(java);
  }

  private Process launch(int node, int listed) throws IOException {
    String members =
        IntStream.of(memberPorts)
            .limit(listed)
            .mapToObj(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    List<String> command = new ArrayList<>(program(heapMb));
    command.addAll(
        List.of(
            "node",
            "--members",
            members,
            "--grpc-port",
            String.valueOf(grpcPorts[node]),
            "--http-port",
            String.valueOf(httpPorts[node]),
            "--member-port",
            String.valueOf(memberPorts[node]),
            "--data",
            folder.resolve("node-" + node).toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(Path.of("target", log + "-" + node + ".log").toFile()))
        .start();
  }

  /** Kills a node as kill -9 does. */
  void kill(int node) throws InterruptedException {
    processes.get(node).destroyForcibly().waitFor();
  }

  /** Ends a node in good order. */
  void stop(int node) throws InterruptedException {
    processes.get(node).destroy();
    processes.get(node).waitFor();
  }

  /** Stops a node where it is: it keeps its connections and does nothing. */
  void freeze(int node) throws IOException, InterruptedException {
    signal(node, "STOP");
  }

  /** Lets a frozen node go on. */
  void goOn(int node) throws IOException, InterruptedException {
    signal(node, "CONT");
  }

  private void signal(int node, String name) throws IOException, InterruptedException {
    Commands.run(List.of("kill", "-" + name, Long.toString(processes.get(node).pid())));
  }

  /** Which node owns which districts; those without an owner are left out. */
  Map<Integer, List<String>> districtsByOwner() {
    try (var client = HotlineClient.connect(addresses())) {
      GetStatusResponse status = HotlineClient.await(client.grid().status(false));
      Map<String, Integer> nodes = new HashMap<>();
      status
          .getMembersList()
          .forEach(m -> nodes.put(m.getNodeId(), addresses().indexOf(m.getGrpcAddress())));
      return status.getDistrictsList().stream()
          .filter(d -> nodes.containsKey(d.getOwnerId()))
          .collect(
              Collectors.groupingBy(
                  d -> nodes.get(d.getOwnerId()),
                  Collectors.mapping(District::getDistrict, Collectors.toList())));
    }
  }

  /** Starts a node that ended again on its data, or the next one for the first time. */
  void startAgain(int node) throws IOException {
    Process process = launch(node, memberPorts.length);
    if (node == processes.size()) {
      processes.add(process);
    } else {
      processes.set(node, process);
    }
  }

  /** Waits until the grid serves with all its nodes, and none is behind. */
  void awaitAllPresent() throws InterruptedException {
    while (true) {
      var out = new StringWriter();
      if (run(out, "voters", "--json") == 0
          && out.toString().split("\"present\":true").length == memberPorts.length + 1
          && run(new StringWriter(), "status") == 0) {
        return;
      }
      pause();
    }
  }

  /** Waits until every node that is here owns districts, and none has moved for some looks. */
  void awaitSettled() throws InterruptedException {
    Set<String> before = Set.of();
    for (int same = 0; same < LOOKS_WITHOUT_MOVE; ) {
      var out = new StringWriter();
      Set<String> now = new HashSet<>();
      Set<String> owners = new HashSet<>();
      if (run(out, "status", "--json") == 0) {
        Matcher shard = OWNER.matcher(out.toString());
        while (shard.find()) {
          now.add(shard.group());
          owners.add(shard.group(2));
        }
      }
      boolean settled = owners.size() == memberPorts.length && now.equals(before);
      same = settled ? same + 1 : 0;
      before = now;
      pause();
    }
  }

  /** Where they serve gRPC, "host:port". */
  List<String> addresses() {
    return IntStream.of(grpcPorts).mapToObj(port -> "127.0.0.1:" + port).toList();
  }

  /** Where a node serves the page. */
  String page(int node) {
    return "http://127.0.0.1:" + httpPorts[node] + "/";
  }

  /** Waits until the grid serves. */
  void awaitServing() throws InterruptedException {
    while (run(new StringWriter(), "status") != 0) {
      pause();
    }
  }

  /** Between two looks; fails when there is nobody left to look at. */
  private void pause() throws InterruptedException {
    if (processes.stream().noneMatch(Process::isAlive)) {
      throw new IllegalStateException("all nodes have ended; see target/" + log + "-0.log");
    }
    TimeUnit.MILLISECONDS.sleep(300);
  }

  /** Runs a command of the command line against these nodes; returns its exit code. */
  int run(StringWriter out, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--grpc-port");
    all.add(IntStream.of(grpcPorts).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    return Hotline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(node -> node.onExit().join());
  }
}
