package city.hotline.chaos.stage;

/** What the nodes of a run stand on. All but the first take root. */
public enum Ground {
  /** Loopback, and folders of the file system that is there. */
  PLAIN,
  /** A network name space for each node, so that ways between them can be cut. */
  NETWORK,
  /** A small file system of its own for each node, so that it can be filled, or lose its power. */
  DISK
}
