package city.hotline.cli;

import java.util.ArrayList;
import java.util.List;

/** JVM flags of a node process that a launcher starts. */
final class NodeFlags {

  private NodeFlags() {}

  /** The usual ones; the environment's HOTLINE_NODE_OPTS come last, so they win. */
  static List<String> of() {
    String own = System.getenv("HOTLINE_NODE_OPTS");
    // An idle node gives memory back: a collection after 20 s without one.
    List<String> usual =
        List.of(
            "-Xms64m", "-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-XX:G1PeriodicGCInterval=20000");
    if (own == null || own.isBlank()) {
      return usual;
    }
    var all = new ArrayList<>(usual);
    all.addAll(List.of(own.strip().split("\\s+")));
    return all;
  }

  /**
   * For nodes that are started again and again, where a start counts for more than its speed
   * afterwards: half of what a usual start costs is the second compiler.
   */
  static List<String> quick(int heapMb) {
    List<String> flags = new ArrayList<>(of());
    flags.addAll(List.of("-Xmx" + heapMb + "m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    return flags;
  }
}
