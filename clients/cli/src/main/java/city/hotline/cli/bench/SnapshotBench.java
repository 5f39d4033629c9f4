package city.hotline.cli.bench;

import city.hotline.core.shard.FrozenShard;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalOptions;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.node.replica.Replica;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.DoubleStream;

/**
 * How long commands wait while a docket is held for a snapshot: what the holder's thread spent, and
 * what passed meanwhile, which also contains collections of garbage and turns of other threads.
 */
public final class SnapshotBench {
  private static final int OPEN_ORDERS = 5_000;
  private static final int FREEZES = 500;
  private static final int LONGEST = 5;
  private static final String DOCKET = "110105001";

  /**
   * One snapshot.
   *
   * @param number from 1
   * @param heldMs how long the docket was held
   * @param cpuMs what of it the holder's thread ran
   * @param collections of garbage that ended meanwhile
   */
  public record Freeze(int number, double heldMs, double cpuMs, long collections) {}

  /**
   * Of all snapshots.
   *
   * @param medianMs half of them took no longer
   * @param p99Ms 99 of 100 took no longer
   * @param mostMs none took longer
   */
  public record Spread(double medianMs, double p99Ms, double mostMs) {
    static Spread of(DoubleStream each) {
      double[] sorted = each.sorted().toArray();
      return new Spread(
          sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
    }
  }

  /**
   * What was measured.
   *
   * @param openOrders in the docket
   * @param commands that were decided meanwhile
   * @param snapshots how many were taken
   * @param held how long the docket was held
   * @param cpu what of it the holder's thread ran
   * @param longest those that held it longest, longest first
   */
  public record Result(
      int openOrders,
      long commands,
      int snapshots,
      Spread held,
      Spread cpu,
      List<Freeze> longest) {}

  private final PrintStream progress;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  /**
   * A measurement.
   *
   * @param progress where to tell what is going on
   */
  public SnapshotBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Measures in a temporary folder, which is removed. */
  public Result run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hotline-snapshot");
    try (Journal journal = Journal.open(JournalOptions.of(folder, "0123456789abcdef"))) {
      journal.replay((place, entry, encoded) -> {});
      WrittenCity city = new WrittenCity(journal);
      progress.printf("writing a docket with %,d open orders%n", OPEN_ORDERS);
      city.begin();
      city.writeOpen(DOCKET, OPEN_ORDERS);
      progress.printf("taking %,d snapshots of it while commands are decided%n", FREEZES);
      return measure(city);
    } finally {
      Folders.delete(folder);
    }
  }

  private Result measure(WrittenCity city) throws InterruptedException {
    Replica docket = city.replicas.get(ShardId.ofOrder(DOCKET));
    long before = city.commands();
    // One case for each snapshot: they run beside each other, and the docket stays as it is.
    Semaphore cases = new Semaphore(0);
    Thread writer = new Thread(() -> write(city, cases), "commands");
    writer.start();
    List<Freeze> freezes = new ArrayList<>();
    for (int number = 1; number <= FREEZES; number++) {
      cases.release();
      freezes.add(freeze(docket, number));
    }
    writer.join();
    return new Result(
        OPEN_ORDERS,
        city.commands() - before,
        FREEZES,
        Spread.of(freezes.stream().mapToDouble(Freeze::heldMs)),
        Spread.of(freezes.stream().mapToDouble(Freeze::cpuMs)),
        freezes.stream()
            .sorted(Comparator.comparingDouble(Freeze::heldMs).reversed())
            .limit(LONGEST)
            .toList());
  }

  private static void write(WrittenCity city, Semaphore cases) {
    for (int i = 0; i < FREEZES; i++) {
      cases.acquireUninterruptibly();
      city.writeClosed(DOCKET);
    }
  }

  /** As a checkpoint does it: frozen under the lock, made a message and encoded without it. */
  private Freeze freeze(Replica docket, int number) {
    Freeze[] freeze = new Freeze[1];
    FrozenShard frozen = docket.read(shard -> held(shard, number, freeze)).orElseThrow();
    SnapshotParts.cut(frozen.snapshot(), part -> {});
    return freeze[0];
  }

  /** What {@link Replica#freeze} does under the lock, measured under the lock. */
  private FrozenShard held(Shard shard, int number, Freeze[] result) {
    long collections = collections();
    long cpu = threads.getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    FrozenShard frozen = shard.freeze();
    double heldMs = (System.nanoTime() - begun) / 1e6;
    double cpuMs = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
    result[0] = new Freeze(number, heldMs, cpuMs, collections() - collections);
    return frozen;
  }

  private long collections() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }
}
