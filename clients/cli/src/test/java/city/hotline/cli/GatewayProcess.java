package city.hotline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A gateway as a process of its own, from the one jar, that can be killed and started again. */
final class GatewayProcess implements AutoCloseable {

  private static final int HEAP_MB = 128;

  private final Path folder;
  private final String gridPort;
  private final int httpPort;
  private final int adminPort;
  private Process process;

  /** Starts it beside a grid, with its data in a folder; its output goes to target/gateway.log. */
  GatewayProcess(Path folder, String gridAddress) throws IOException, InterruptedException {
    this.folder = folder;
    this.gridPort = gridAddress.substring(gridAddress.lastIndexOf(':') + 1);
    try (var http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var admin = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      httpPort = http.getLocalPort();
      adminPort = admin.getLocalPort();
    }
    this.process = start();
  }

  /** Returns when it listens. */
  private Process start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(RealNodes.program(HEAP_MB));
    command.addAll(
        List.of(
            "gateway",
            "--grpc-port",
            gridPort,
            "--http-port",
            String.valueOf(httpPort),
            "--admin-port",
            String.valueOf(adminPort),
            "--data",
            folder.toString()));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    var listens = new CountDownLatch(1);
    var reader = new Thread(() -> read(started, listens), "gateway-log");
    reader.setDaemon(true);
    reader.start();
    listens.await();
    if (!started.isAlive()) {
      throw new IllegalStateException("the gateway has ended; see target/gateway.log");
    }
    return started;
  }

  private static void read(Process started, CountDownLatch listens) {
    Path log = Path.of("target", "gateway.log");
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
        var out =
            new PrintWriter(
                Files.newBufferedWriter(
                    log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        out.flush();
        if (line.contains("Started Hotline")) {
          listens.countDown();
        }
      }
    } catch (IOException e) {
      // Killed.
    } finally {
      listens.countDown();
    }
  }

  /** Kills it as kill -9 does, and starts it again on what it left. */
  void killAndStartAgain() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = start();
  }

  /** Runs a command that asks it; returns its exit code. */
  int run(StringWriter out, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--admin", "127.0.0.1:" + adminPort));
    return Hotline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(all.toArray(String[]::new));
  }

  /** Where health, metrics and Open311 are. */
  String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
