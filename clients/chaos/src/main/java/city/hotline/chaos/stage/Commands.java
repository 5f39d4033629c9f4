package city.hotline.chaos.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
public final class Commands {
  private static final int SECONDS = 20;

  private Commands() {}

  /** Runs one to its end; returns what it said. Fails when it ends with anything but 0. */
  public static String run(List<String> command) throws IOException, InterruptedException {
    return run(command, SECONDS);
  }

  /** The same, for one that may take so many seconds. */
  public static String run(List<String> command, int seconds)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " takes longer than " + seconds + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with " + process.exitValue() + ": " + said.strip());
    }
    return said;
  }

  /** Runs one that may have nothing to do. */
  static void tryTo(List<String> command) {
    try {
      run(command);
    } catch (IOException e) {
      // There was nothing to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
