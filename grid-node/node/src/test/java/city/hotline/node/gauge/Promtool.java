package city.hotline.node.gauge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs promtool, which Prometheus brings along. */
final class Promtool {

  /** What it said and whether it was content. */
  record Verdict(int exit, String said) {}

  private Promtool() {}

  /** Where promtool is missing, skips the test unless HOTLINE_REQUIRE=all. */
  static void need() {
    boolean there = run(Path.of("."), "", "--version").exit() == 0;
    if (!there && "all".equals(System.getenv("HOTLINE_REQUIRE"))) {
      throw new IllegalStateException("promtool is missing: install the package prometheus");
    }
    assumeTrue(there, "promtool is missing: install the package prometheus to run this test");
  }

  static Verdict run(Path folder, String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    try {
      Path given = Files.createTempFile("promtool", ".in");
      Path said = Files.createTempFile("promtool", ".out");
      try {
        Files.writeString(given, input, StandardCharsets.UTF_8);
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Verdict(-1, "no verdict within 60 s");
        }
        return new Verdict(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
      } finally {
        Files.delete(given);
        Files.delete(said);
      }
    } catch (IOException e) {
      return new Verdict(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict(-1, "interrupted");
    }
  }
}
