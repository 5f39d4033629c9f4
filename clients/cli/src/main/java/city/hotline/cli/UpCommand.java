package city.hotline.cli;

import city.hotline.chaos.stage.Program;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a grid on this machine, and a city that drives it. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start a grid on this machine and a simulated city that drives it; Ctrl-C stops both.",
      "Starting again on the same --data goes on where it was. Node i adds i to each port."
    })
final class UpCommand implements Callable<Integer> {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);
  private static final int PREPARE_HEAP_MB = 512;
  private static final long CITY_STOPS_SECONDS = 10;
  private static final long NODES_STOP_SECONDS = 30;

  @Option(
      names = "--nodes",
      defaultValue = "1",
      description = "Node processes, 1 to 9 (default: 1).")
  private int nodes = 1;

  @Option(names = "--http-port", defaultValue = "8080", description = "Wallboard (default: 8080).")
  private int httpPort = 8080;

  @Option(names = "--grpc-port", defaultValue = "9090", description = "gRPC (default: 9090).")
  private int grpcPort = 9090;

  @Option(
      names = "--member-port",
      defaultValue = "5701",
      description = "Between members (default: 5701).")
  private int memberPort = 5701;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address to bind (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(names = "--identities", description = IdentitiesOption.DESCRIPTION)
  private @Nullable IdentitiesOption identities;

  @Option(
      names = "--citizen-secret",
      paramLabel = "FILE",
      description = "What encrypts the keys of citizens; see 'citizen secret --help'.")
  private @Nullable Path citizenSecret;

  @Option(names = "--data", defaultValue = "data", description = "Data folder (default: data).")
  private Path data = Path.of("data");

  @Option(
      names = "--durability",
      defaultValue = "REPLICATED",
      description = DurabilityOption.DESCRIPTION)
  private DurabilityOption durability = DurabilityOption.REPLICATED;

  @Option(names = "--no-city", description = "Only the grid, nobody drives it.")
  private boolean noCity;

  @Option(
      names = "--speed",
      defaultValue = "60",
      description = "Grid seconds a real second (default: ${DEFAULT-VALUE}).")
  private double speed = 60;

  @Option(
      names = "--calls-per-day",
      defaultValue = "70000",
      description = "Calls of a day (default: ${DEFAULT-VALUE}).")
  private int callsPerDay = 70_000;

  @Option(
      names = "--seats",
      defaultValue = "1710",
      description = "Operators (default: ${DEFAULT-VALUE}).")
  private int seats = 1710;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What chance is drawn from (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private final List<Process> nodeProcesses = new ArrayList<>();
  private @Nullable Process city;
  private volatile boolean stopping;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (nodes < 1 || nodes > 9) {
      throw new Failures.CommandFailed(2, "--nodes: " + nodes + " (expected: 1 to 9)");
    }
    requireDifferentPorts();
    requireFolder();
    for (int node = 0; node < nodes; node++) {
      requireFree(httpPort + node, "--http-port");
      requireFree(grpcPort + node, "--grpc-port");
      requireFree(memberPort + node, "--member-port");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "hotline-stop"));
    prepare();
    long begin = System.nanoTime();
    for (int node = 0; node < nodes; node++) {
      say("Node %d starts; its log is %s", node, log(node));
      nodeProcesses.add(Launcher.start(NodeFlags.of(), nodeArguments(node), log(node)));
    }
    awaitServing();
    say("UP after %.1f s. The wallboard:", (System.nanoTime() - begin) / 1e9);
    for (int node = 0; node < nodes; node++) {
      say("  http://%s:%d/", shownHost(), httpPort + node);
    }
    if (!noCity) {
      say("The city drives it at x%.0f; its log is %s", speed, cityLog());
    }
    say("Ctrl-C stops.");
    return keepUp();
  }

  /** Once for each build: with its classes archived, each process starts in half the time. */
  private void prepare() throws InterruptedException {
    Optional<Path> jar = Launcher.jar();
    if (jar.isEmpty()) {
      return;
    }
    try {
      Program program = Program.of(jar.get());
      if (program.archived().isEmpty()) {
        say("Preparing faster starts, once for each build ...");
        program.archive(Launcher.java(NodeFlags.quick(PREPARE_HEAP_MB)), memberPort);
      }
    } catch (IOException e) {
      say("Starts stay slower, nothing else: %s", e);
    }
  }

  private int keepUp() throws IOException, InterruptedException {
    boolean[] told = new boolean[nodes];
    while (!stopping) {
      int alive = 0;
      for (int node = 0; node < nodes; node++) {
        if (nodeProcesses.get(node).isAlive()) {
          alive++;
        } else if (!told[node]) {
          told[node] = true;
          say("Node %d ended with %d. Start it again with:", node, exit(nodeProcesses.get(node)));
          say("  ./hotline %s", String.join(" ", nodeArguments(node)));
        }
      }
      Process driving = city;
      if (!noCity && !stopping && (driving == null || !driving.isAlive())) {
        if (driving != null) {
          say("The city ended with %d; it is started again.", exit(driving));
        }
        city = Launcher.start(List.of("-Xmx512m"), cityArguments(), cityLog());
      }
      if (alive == 0 && noCity) {
        say("No node of this launcher is left.");
        return 1;
      }
      TimeUnit.SECONDS.sleep(2);
    }
    return 0;
  }

  private static int exit(Process process) {
    return process.exitValue();
  }

  /** City first, so that nobody asks a grid that is going; then the nodes. */
  private void stop() {
    stopping = true;
    say("Stopping.");
    Process driving = city;
    if (driving != null) {
      Launcher.stop(driving, CITY_STOPS_SECONDS);
    }
    nodeProcesses.forEach(Process::destroy);
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(NODES_STOP_SECONDS);
    for (Process node : nodeProcesses) {
      Launcher.stop(node, TimeUnit.NANOSECONDS.toSeconds(giveUp - System.nanoTime()));
    }
  }

  private void awaitServing() throws InterruptedException, IOException {
    long giveUp = System.nanoTime() + START_LIMIT.toNanos();
    long sayNext = System.nanoTime() + SAY_EVERY.toNanos();
    String problem = "no node answers yet";
    while (System.nanoTime() < giveUp) {
      for (int node = 0; node < nodes; node++) {
        if (!nodeProcesses.get(node).isAlive()) {
          throw new Failures.CommandFailed(
              1, "node " + node + " ended while starting: " + LastLines.of(log(node), 12));
        }
      }
      try (HotlineClient client =
          HotlineClient.builder(grpcAddresses()).patience(Duration.ofSeconds(2)).build()) {
        var status = HotlineClient.await(client.grid().status(false));
        if (status.getServing()) {
          return;
        }
        problem = String.join("; ", status.getProblemsList());
      } catch (HotlineException e) {
        problem = String.valueOf(e.getMessage());
      }
      if (System.nanoTime() > sayNext) {
        sayNext += SAY_EVERY.toNanos();
        say("Not serving yet: %s", problem);
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    throw new Failures.CommandFailed(
        1, "the grid does not serve after " + START_LIMIT.toSeconds() + " s: " + problem);
  }

  private List<String> nodeArguments(int node) {
    List<String> arguments = new ArrayList<>(usualArguments(node));
    if (identities != null) {
      arguments.addAll(List.of("--identities", identities.name()));
    }
    if (citizenSecret != null) {
      arguments.addAll(List.of("--citizen-secret", citizenSecret.toString()));
    }
    return arguments;
  }

  private List<String> usualArguments(int node) {
    return List.of(
        "node",
        "--members",
        IntStream.range(0, nodes)
            .mapToObj(i -> shownHost() + ":" + (memberPort + i))
            .collect(Collectors.joining(",")),
        "--bind",
        bind,
        "--http-port",
        String.valueOf(httpPort + node),
        "--grpc-port",
        String.valueOf(grpcPort + node),
        "--member-port",
        String.valueOf(memberPort + node),
        "--data",
        folder(node).toString(),
        "--durability",
        durability.name());
  }

  private List<String> cityArguments() {
    return List.of(
        "city",
        "--host",
        shownHost(),
        "--grpc-port",
        IntStream.range(0, nodes)
            .mapToObj(i -> String.valueOf(grpcPort + i))
            .collect(Collectors.joining(",")),
        "--speed",
        String.valueOf(speed),
        "--calls-per-day",
        String.valueOf(callsPerDay),
        "--seats",
        String.valueOf(seats),
        "--seed",
        String.valueOf(seed));
  }

  private List<String> grpcAddresses() {
    return IntStream.range(0, nodes).mapToObj(i -> shownHost() + ":" + (grpcPort + i)).toList();
  }

  /** Where a node that listens everywhere can be reached from this machine. */
  private String shownHost() {
    return bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
  }

  private Path folder(int node) {
    return data.resolve("node-" + node);
  }

  private Path log(int node) {
    return data.resolve("log").resolve("node-" + node + ".log");
  }

  private Path cityLog() {
    return data.resolve("log").resolve("city.log");
  }

  private void requireDifferentPorts() {
    int[] first = {httpPort, grpcPort, memberPort};
    for (int i = 0; i < first.length; i++) {
      for (int j = i + 1; j < first.length; j++) {
        if (Math.abs(first[i] - first[j]) < nodes) {
          throw new Failures.CommandFailed(
              2,
              "--http-port, --grpc-port, --member-port: "
                  + httpPort
                  + ", "
                  + grpcPort
                  + ", "
                  + memberPort
                  + " (expected: so far apart that "
                  + nodes
                  + " consecutive ports fit in between)");
        }
      }
    }
  }

  private void requireFolder() {
    Path logs = data.resolve("log");
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new Failures.CommandFailed(
          1, "--data: " + data + ": " + e + ". Name a folder that can be written");
    }
    if (!Files.isWritable(logs)) {
      throw new Failures.CommandFailed(
          1, "--data: " + data + " cannot be written. Make it writable, or name another folder");
    }
  }

  private void requireFree(int port, String option) {
    if (port < 1 || port > 65_535) {
      throw new Failures.CommandFailed(2, option + ": " + port + " (expected: 1 to 65535)");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getAllByName(bind)[0], port));
    } catch (IOException e) {
      throw new Failures.CommandFailed(
          1,
          "cannot listen on "
              + bind
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "). End what uses it, or choose another port with "
              + option);
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
