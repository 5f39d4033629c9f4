package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.HotlineClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes from the one jar: three nodes, journeys running, one node killed and started
 * again, then all of them. Both sides must have counted the same.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledGridIT {

  private static final int NODES = 3;
  private static final Path JAR = Path.of("target", "hotline.jar");

  private final List<Integer> ports = new ArrayList<>();
  private final Process[] nodes = new Process[NODES];

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void stop() {
    for (Process node : nodes) {
      if (node != null) {
        node.destroyForcibly();
      }
    }
  }

  @Test
  void bothSidesCountTheSameThroughKills() throws Exception {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < 3 * NODES; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      ports.add(held.get(i).getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    for (int node = 0; node < NODES; node++) {
      start(node);
    }
    awaitServing();
    var out = new StringWriter();
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    out,
                    "city",
                    "--journeys",
                    "2000",
                    "--seed",
                    "7",
                    "--json",
                    "--grpc-port",
                    grpcPorts()));
    awaitOffered(200);
    nodes[1].destroyForcibly().waitFor();
    awaitOffered(600);
    start(1);
    awaitOffered(900);
    for (Process node : nodes) {
      node.destroyForcibly().waitFor();
    }
    for (int node = 0; node < NODES; node++) {
      start(node);
    }
    int code = exit.get();
    assertThat(out.toString()).contains("\"equal\":true", "\"offered\":2000", "\"violations\":0");
    assertThat(code).isZero();
  }

  private void start(int node) throws IOException {
    var members = new ArrayList<String>();
    for (int each = 0; each < NODES; each++) {
      members.add("127.0.0.1:" + ports.get(3 * each + 2));
    }
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-jar",
            JAR.toString(),
            "node",
            "--members",
            String.join(",", members),
            "--grpc-port",
            String.valueOf(ports.get(3 * node)),
            "--http-port",
            String.valueOf(ports.get(3 * node + 1)),
            "--member-port",
            String.valueOf(ports.get(3 * node + 2)),
            "--data",
            folder.resolve("node-" + node).toString());
    nodes[node] =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    Path.of("target", "killed-grid-node-" + node + ".log").toFile()))
            .start();
  }

  private void awaitServing() throws InterruptedException {
    while (run(new StringWriter(), "status", "--grpc-port", grpcPorts()) != 0) {
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }

  /** Waits until the wallboard's figures show so many calls. */
  private void awaitOffered(int calls) throws InterruptedException {
    try (var client = HotlineClient.connect(addresses())) {
      long offered = 0;
      while (offered < calls) {
        TimeUnit.MILLISECONDS.sleep(100);
        offered =
            client
                .grid()
                .figures()
                .thenApply(figures -> figures.getCity().getCalls().getOffered())
                .exceptionally(thrown -> 0L)
                .join();
      }
    }
  }

  private List<String> addresses() {
    var addresses = new ArrayList<String>();
    for (int node = 0; node < NODES; node++) {
      addresses.add("127.0.0.1:" + ports.get(3 * node));
    }
    return addresses;
  }

  private String grpcPorts() {
    var joined = new ArrayList<String>();
    for (int node = 0; node < NODES; node++) {
      joined.add(String.valueOf(ports.get(3 * node)));
    }
    return String.join(",", joined);
  }

  private static int run(StringWriter out, String... arguments) {
    return Hotline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }
}
