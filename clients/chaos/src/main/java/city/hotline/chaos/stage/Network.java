package city.hotline.chaos.stage;

import java.io.IOException;
import java.util.List;

/** How the nodes reach one another, and how they are kept from it. Not thread-safe. */
interface Network extends AutoCloseable {
  /** Where a node listens. */
  String host(int node);

  /** What stands before the command of a node. */
  List<String> inside(int node);

  /** From now on nothing that one node sends reaches the other. */
  void cut(int from, int to) throws IOException, InterruptedException;

  /** Every connection that a node has with others is reset now. */
  void reset(int node) throws IOException, InterruptedException;

  /** From now on what a node sends and is sent goes at so many kilobits a second, and queues. */
  void slow(int node, int kilobits) throws IOException, InterruptedException;

  /** All ways are open again, and fast. */
  void heal() throws IOException, InterruptedException;

  @Override
  void close();

  /** The one every machine has; it cannot be cut. */
  static Network loopback() {
    return new Network() {
      @Override
      public String host(int node) {
        return "127.0.0.1";
      }

      @Override
      public List<String> inside(int node) {
        return List.of();
      }

      @Override
      public void cut(int from, int to) {
        throw new IllegalStateException("loopback cannot be cut: stage this on Ground.NETWORK");
      }

      @Override
      public void reset(int node) {
        throw new IllegalStateException("stage this on Ground.NETWORK");
      }

      @Override
      public void slow(int node, int kilobits) {
        throw new IllegalStateException("stage this on Ground.NETWORK");
      }

      @Override
      public void heal() {
        // Never cut.
      }

      @Override
      public void close() {
        // Nothing was made.
      }
    };
  }
}
