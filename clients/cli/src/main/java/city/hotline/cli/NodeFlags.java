package city.hotline.cli;

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
    var all = new java.util.ArrayList<>(usual);
    all.addAll(List.of(own.strip().split("\\s+")));
    return all;
  }
}
