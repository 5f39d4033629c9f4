package city.hotline.chaos.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node: started again and again on the same data, ports and log. Not thread-safe. */
final class NodeProcess {
  private final List<String> command;
  private final Path log;
  private @Nullable Process process;
  private boolean paused;
  private int kills;

  NodeProcess(List<String> command, Path log) {
    this.command = List.copyOf(command);
    this.log = log;
  }

  void start(Map<String, String> environment) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    // An interrupt from the terminal is for the chaos, which then ends its nodes.
    List<String> shielded =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    shielded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(shielded)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("HOTLINE_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    builder.environment().putAll(environment);
    process = builder.start();
    paused = false;
  }

  boolean running() {
    Process now = process;
    return now != null && now.isAlive();
  }

  boolean paused() {
    return paused;
  }

  /** As kill -9 does; returns when the process is gone. */
  void kill() throws InterruptedException {
    Process now = process;
    if (now != null) {
      kills += now.isAlive() ? 1 : 0;
      now.destroyForcibly().waitFor();
    }
    paused = false;
  }

  /** How often a running process was killed. */
  int kills() {
    return kills;
  }

  /** The same, at the end of everything: an interrupt only ends the waiting. */
  void destroy() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it ends by itself; whether it did in time. */
  boolean awaitEnd(int seconds) throws InterruptedException {
    Process now = process;
    return now == null || now.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** Asks it to end in good order; whether it did in time. */
  boolean end(int seconds) throws InterruptedException {
    Process now = process;
    if (now == null) {
      return true;
    }
    now.destroy();
    return now.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** Freezes it. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
    paused = true;
  }

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
    paused = false;
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process now = process;
    if (now != null && now.isAlive()) {
      Commands.run(List.of("kill", "-" + name, Long.toString(now.pid())));
    }
  }
}
