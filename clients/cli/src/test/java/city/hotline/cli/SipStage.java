package city.hotline.cli;

import city.hotline.chaos.stage.Commands;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Kamailio, callers and seats' agents of SIPp, and the adapter as a process of its own. */
final class SipStage implements AutoCloseable {

  /** How many of SIPp's calls went as their scenario says, and how many did not. */
  record Outcome(int exitCode, int successful, int failed) {}

  /** One running SIPp. */
  record Sipp(Process process, Path statistics) {
    Outcome await(long seconds) throws IOException, InterruptedException {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IOException("SIPp is not done after " + seconds + " s: " + statistics);
      }
      List<String> lines = Files.readAllLines(statistics);
      List<String> names = Arrays.asList(lines.get(0).split(";", -1));
      String[] last = lines.get(lines.size() - 1).split(";", -1);
      return new Outcome(
          process.exitValue(),
          Integer.parseInt(last[names.indexOf("SuccessfulCall(C)")]),
          Integer.parseInt(last[names.indexOf("FailedCall(C)")]));
    }
  }

  private static final Path KAMAILIO = Path.of("/usr/sbin/kamailio");
  private static final Path KAMCMD = Path.of("/usr/sbin/kamcmd");
  private static final Path SIPP = Path.of("/usr/bin/sipp");
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final Path SCENARIOS = Path.of("src", "test", "resources", "sip");
  private static final String LOCAL = "127.0.0.1";
  private static final Pattern ALL = Pattern.compile("all: (\\d+)");
  private static final int START_SECONDS = 30;
  private static final int RUN_SECONDS = 240;

  private final Path folder;
  private final int sipPort = udpPort();
  private final int seatPort = udpPort();
  private final int evapiPort = tcpPort();
  private final List<Process> processes = new ArrayList<>();

  SipStage(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Whether the programs are installed. */
  static boolean isThere() throws IOException {
    boolean programs = Stream.of(KAMAILIO, KAMCMD, SIPP).allMatch(Files::exists);
    if (!programs) {
      return false;
    }
    try (Stream<Path> architectures = Files.list(LIBRARIES)) {
      return architectures.anyMatch(a -> Files.exists(a.resolve("kamailio/modules/evapi.so")));
    }
  }

  private static int udpPort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  private static int tcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process run(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    Path.of("target", "sip-" + name + ".log").toFile()))
            .start();
    processes.add(process);
    return process;
  }

  /** Starts Kamailio with the configuration that the command prints; returns when it answers. */
  void startKamailio(String district) throws IOException, InterruptedException {
    Path config = Files.writeString(folder.resolve("kamailio.cfg"), SwitchCommand.config());
    Process kamailio =
        run(
            "kamailio",
            List.of(
                KAMAILIO.toString(),
                "-DD",
                "-E",
                "-f",
                config.toString(),
                "-Y",
                folder.toString(),
                "-A",
                "LISTEN=udp:" + LOCAL + ":" + sipPort,
                "-A",
                "EVAPI=\"" + LOCAL + ":" + evapiPort + "\"",
                "-A",
                "CONTROL=\"" + control() + "\"",
                "-A",
                "DISTRICT=\"" + district + "\""));
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        calls();
        return;
      } catch (IOException e) {
        if (!kamailio.isAlive() || System.nanoTime() > giveUp) {
          throw new IOException("Kamailio does not answer, see target/sip-kamailio.log", e);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private String control() {
    return "unix:" + folder.resolve("ctl");
  }

  /** Starts the adapter between this Kamailio and the grid. */
  Process startAdapter(List<String> grid, String district) throws IOException {
    String ports =
        String.join(",", grid.stream().map(a -> a.substring(a.lastIndexOf(':') + 1)).toList());
    return run(
        "adapter",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-jar",
            Path.of("target", "hotline.jar").toString(),
            "switch",
            "--grpc-port",
            ports,
            "--evapi",
            LOCAL + ":" + evapiPort,
            "--district",
            district,
            "--seat-uri",
            "sip:{seat}@" + LOCAL + ":" + seatPort,
            "--report",
            "5"));
  }

  /** The agents of all seats; done when so many calls are over. */
  Sipp seats(int calls) throws IOException {
    return sipp("seat", List.of("-p", String.valueOf(seatPort), "-m", String.valueOf(calls)));
  }

  /** So many callers, 25 a second. */
  Sipp callers(String scenario, int calls) throws IOException {
    return sipp(
        scenario,
        List.of(
            LOCAL + ":" + sipPort,
            "-s",
            "12345",
            "-p",
            String.valueOf(udpPort()),
            "-m",
            String.valueOf(calls),
            "-l",
            String.valueOf(calls),
            "-r",
            "25"));
  }

  private Sipp sipp(String scenario, List<String> arguments) throws IOException {
    Path statistics = folder.resolve(scenario + ".csv");
    List<String> command =
        new ArrayList<>(
            List.of(SIPP.toString(), "-sf", SCENARIOS.resolve(scenario + ".xml").toString()));
    command.addAll(arguments);
    command.addAll(
        List.of(
            "-i",
            LOCAL,
            "-nostdin",
            "-timeout",
            RUN_SECONDS + "s",
            "-timeout_error",
            "-trace_stat",
            "-stf",
            statistics.toString(),
            "-trace_err",
            "-error_file",
            Path.of("target", "sip-" + scenario + "-errors.log").toString()));
    return new Sipp(run(scenario, command), statistics);
  }

  /** Calls that Kamailio has for the adapter. */
  int calls() throws IOException, InterruptedException {
    return ask("htable.dump", "calls").split("name: ", -1).length - 1;
  }

  /** Of these, those that wait for a seat. */
  int parked() throws IOException, InterruptedException {
    return ask("htable.dump", "calls").split("\"state\":\"parked\"", -1).length - 1;
  }

  /** Dialogs that Kamailio has. */
  int dialogs() throws IOException, InterruptedException {
    Matcher all = ALL.matcher(ask("dlg.stats_active"));
    if (!all.find()) {
      throw new IOException("dlg.stats_active does not tell");
    }
    return Integer.parseInt(all.group(1));
  }

  private String ask(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(KAMCMD.toString(), "-s", control()));
    all.addAll(List.of(command));
    return Commands.run(all);
  }

  /** Kamailio ends its own processes when it is asked to, not when it is killed. */
  @Override
  public void close() {
    processes.forEach(Process::destroy);
    try {
      for (Process process : processes) {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      processes.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
