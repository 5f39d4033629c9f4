package city.hotline.city;

import city.hotline.client.DriveClaim;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.shard.v1.Refusal;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Takes the grid for one driver. */
final class Driving {

  /** A grid keeps a claim for 10 s after its driver went; so long a successor waits. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(12);

  private Driving() {}

  /**
   * Claims the grid; beside a driver that stays it fails with {@link HotlineRefused}
   * ALREADY_DRIVEN.
   */
  static DriveClaim claim(HotlineClient client, String name, Runnable lost, PrintStream progress)
      throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE_NANOS;
    boolean told = false;
    while (true) {
      try {
        return HotlineClient.await(client.grid().drive(name, lost));
      } catch (HotlineRefused refused) {
        if (refused.reason() != Refusal.REFUSAL_ALREADY_DRIVEN || System.nanoTime() > giveUp) {
          throw refused;
        }
        if (!told) {
          progress.println("Another driver has the grid; waiting 12 s in case it has just ended.");
          told = true;
        }
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }
}
