package city.hotline.chaos.stage;

/** What the nodes of a run stand on. */
public enum Ground {
  /** Loopback, and folders of the file system that is there. */
  PLAIN,
  /** A network name space for each node, so that ways between them can be cut; takes root. */
  NETWORK,
  /**
   * A small file system of its own for each node, so that it can be filled, hang, or lose its
   * power; takes root.
   */
  DISK;

  /** Whether it can be had here. */
  public boolean isHere() {
    return this == PLAIN || System.getProperty("user.name").equals("root");
  }
}
