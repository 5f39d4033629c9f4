package city.hotline.chaos.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    // Into a file: a pipe would be read for as long as the program holds it open.
    Path output = Files.createTempFile("hotline-chaos", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      String what = String.join(" ", command);
      if (!ended) {
        throw new IOException(what + " takes longer than " + seconds + " s: " + said.strip());
      }
      if (process.exitValue() != 0) {
        throw new IOException(what + " ended with " + process.exitValue() + ": " + said.strip());
      }
      return said;
    } finally {
      Files.delete(output);
    }
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
