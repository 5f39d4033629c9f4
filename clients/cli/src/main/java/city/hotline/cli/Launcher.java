package city.hotline.cli;

import city.hotline.chaos.stage.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts further processes of Hotline Grid from the same jar, in this process's group. An interrupt
 * from the terminal reaches the whole group; the children ignore it, so that the launcher can end
 * them in order. They end by themselves when the launcher is gone.
 */
final class Launcher {

  private static final String PARENT = "HOTLINE_PARENT_PID";
  private static final long LOG_LIMIT = 32L * 1024 * 1024;

  private Launcher() {}

  /** In a child: ends the process, in good order, once its launcher has ended. */
  static void endWithTheLauncher() {
    String parent = System.getenv(PARENT);
    if (parent == null) {
      return;
    }
    var launcher = ProcessHandle.of(Long.parseLong(parent));
    var watch =
        new Thread(
            () -> {
              if (launcher.isPresent()) {
                waitFor(launcher.get());
              }
              System.exit(1);
            },
            "hotline-launcher-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void waitFor(ProcessHandle launcher) {
    try {
      launcher.onExit().get();
    } catch (ExecutionException e) {
      // Its end cannot be watched: better end than stay without it.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts a child.
   *
   * @param jvmFlags of this child alone
   * @param arguments its command and options
   * @param log where its output goes; an earlier one that grew large is kept as "log.1"
   */
  static Process start(List<String> jvmFlags, List<String> arguments, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    var command = new ArrayList<String>();
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    command.addAll(javaCommand(jvmFlags, arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put(PARENT, String.valueOf(ProcessHandle.current().pid()));
    return builder.start();
  }

  /** The command line of a further process. */
  static List<String> javaCommand(List<String> jvmFlags, List<String> arguments)
      throws IOException {
    List<String> java = java(jvmFlags);
    Optional<Path> jar = jar();
    List<String> command;
    if (jar.isPresent()) {
      command = Program.of(jar.get()).command(java);
    } else {
      command = java;
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path", ""), Hotline.class.getName()));
    }
    command.addAll(arguments);
    return command;
  }

  /** The Java executable of this process, with the flags of every process and these. */
  static List<String> java(List<String> jvmFlags) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(jvmFlags);
    return command;
  }

  /** The one jar, if this process was started from it; empty in a development environment. */
  static Optional<Path> jar() {
    String classPath = System.getProperty("java.class.path", "");
    return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
        ? Optional.of(Path.of(classPath))
        : Optional.empty();
  }

  /** Asks the child to end and waits; what does not end in time is ended by force. */
  static void stop(Process child, long seconds) {
    child.destroy();
    try {
      if (!child.waitFor(seconds, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
