package city.hotline.node.launch;

import java.util.concurrent.ForkJoinPool;

/** What must hold of this JVM before a member may start. */
public final class MachineCheck {

  private MachineCheck() {}

  /**
   * Refuses, with an {@link IllegalStateException} that says what to do, a common pool of one
   * thread: Hazelcast would then start a thread for every asynchronous completion.
   */
  public static void refuseASingleThreadedCommonPool() {
    refuseASingleThreadedCommonPool(ForkJoinPool.getCommonPoolParallelism());
  }

  static void refuseASingleThreadedCommonPool(int parallelism) {
    if (parallelism <= 1) {
      throw new IllegalStateException(
          "common pool parallelism: "
              + parallelism
              + " (expected: > 1). Start the JVM with"
              + " -Djava.util.concurrent.ForkJoinPool.common.parallelism=4");
    }
  }
}
