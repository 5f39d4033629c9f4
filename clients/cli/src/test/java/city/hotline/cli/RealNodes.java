package city.hotline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes as processes of their own, from the one jar, on ports that were free. */
final class RealNodes implements AutoCloseable {
  private static final Path JAR = Path.of("target", "hotline.jar");

  private final Path folder;
  private final String log;
  private final int[] grpcPorts;
  private final int[] httpPorts;
  private final int[] memberPorts;
  private final List<Process> processes = new ArrayList<>();

  private RealNodes(Path folder, int count, String log, int[] ports) {
    this.folder = folder;
    this.log = log;
    grpcPorts = IntStream.range(0, count).map(i -> ports[3 * i]).toArray();
    httpPorts = IntStream.range(0, count).map(i -> ports[3 * i + 1]).toArray();
    memberPorts = IntStream.range(0, count).map(i -> ports[3 * i + 2]).toArray();
  }

  /** Starts so many nodes with their data below a folder; their output goes to target/LOG-i.log. */
  static RealNodes start(Path folder, int count, String log) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < 3 * count; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    for (ServerSocket socket : held) {
      socket.close();
    }
    RealNodes nodes = new RealNodes(folder, count, log, ports);
    for (int i = 0; i < count; i++) {
      nodes.processes.add(nodes.launch(i));
    }
    return nodes;
  }

  private Process launch(int node) throws IOException {
    String members =
        IntStream.of(memberPorts)
            .mapToObj(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-jar",
            JAR.toString(),
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
            folder.resolve("node-" + node).toString());
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

  /** Starts a killed node again on its data. */
  void startAgain(int node) throws IOException {
    processes.set(node, launch(node));
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
      TimeUnit.MILLISECONDS.sleep(300);
    }
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
