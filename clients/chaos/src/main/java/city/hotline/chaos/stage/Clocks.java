package city.hotline.chaos.stage;

import city.hotline.chaos.LeapingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * How far off the clock of each node's machine is, for nodes that are built with {@link
 * LeapingClock}. Not thread-safe.
 */
final class Clocks {
  private final Path folder;

  /** Clocks that are told by files in a folder. */
  Clocks(Path folder) {
    this.folder = folder;
  }

  /** What a node is started with, so that it knows its clock. */
  Map<String, String> environment(int node) {
    return Map.of(LeapingClock.VARIABLE, file(node).toString());
  }

  /** Sets a node's clock so many seconds off. */
  void set(int node, long secondsOff) throws IOException {
    Path next = Files.writeString(folder.resolve("next.clock"), Long.toString(secondsOff));
    Files.move(
        next, file(node), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(int node) {
    return folder.resolve("node-" + node + ".clock");
  }
}
