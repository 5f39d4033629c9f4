package city.hotline.cli.bench;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Checkpointer;
import city.hotline.node.epoch.Keeping;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalOptions;
import city.hotline.node.journal.ReplayReport;
import city.hotline.node.launch.Restart;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Position;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a start takes: writes the journal of a member, reads it from the beginning, then from a
 * checkpoint; and how long a docket is held while its snapshot is taken.
 */
public final class ReplayBench {
  private static final int OPEN_ORDERS = 5_000;
  private static final int FREEZES = 500;
  private static final String DOCKET = "110105001";

  /**
   * What was measured.
   *
   * @param commands in the journal
   * @param megabytes of entries
   * @param replaySeconds from the beginning
   * @param checkpointSeconds to write one of the whole state
   * @param checkpointMegabytes that it took
   * @param restartSeconds from that checkpoint on
   * @param heldMedianMs how long a docket with 5,000 open orders was held for a snapshot
   * @param heldMostMs the longest of 500 times
   * @param same whether all copies stood where they stood, after both
   */
  public record Result(
      long commands,
      double megabytes,
      double replaySeconds,
      double checkpointSeconds,
      double checkpointMegabytes,
      double restartSeconds,
      double heldMedianMs,
      double heldMostMs,
      boolean same) {}

  private final PrintStream progress;
  private final long commands;

  /**
   * A measurement.
   *
   * @param progress where to tell what is going on
   * @param commands how many to write, at least
   */
  public ReplayBench(PrintStream progress, long commands) {
    this.progress = progress;
    this.commands = commands;
  }

  /** Measures in a temporary folder, which is removed. */
  public Result run() throws IOException {
    Path folder = Files.createTempDirectory("hotline-replay");
    try {
      return measure(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private Result measure(Path folder) throws IOException {
    progress.printf("writing %,d commands%n", commands);
    Map<String, Position> written;
    long accepted;
    try (Journal journal = open(folder)) {
      journal.replay((place, entry, encoded) -> {});
      WrittenCity city = new WrittenCity(journal);
      city.begin();
      city.write(commands);
      accepted = city.commands();
      written = positions(city);
    }
    progress.println("reading them from the beginning");
    double checkpointSeconds;
    long checkpointBytes;
    double[] held;
    ReplayReport whole;
    boolean same;
    try (Journal journal = open(folder)) {
      WrittenCity city = new WrittenCity(journal);
      whole = replay(journal, city);
      same = positions(city).equals(written);
      long begun = System.nanoTime();
      long before = journal.figures().appendedBytes();
      Checkpointer checkpointer =
          new Checkpointer(city.voters, city.promises, city.replicas, journal, Keeping.USUAL, 0);
      if (checkpointer.checkpoint().isEmpty()) {
        throw new IllegalStateException("no space for a checkpoint in " + folder);
      }
      checkpointSeconds = (System.nanoTime() - begun) / 1e9;
      checkpointBytes = journal.figures().appendedBytes() - before;
    }
    progress.println("reading them from the checkpoint");
    ReplayReport brief;
    try (Journal journal = open(folder)) {
      WrittenCity city = new WrittenCity(journal);
      brief = replay(journal, city);
      same = same && brief.fromCheckpoint() && positions(city).equals(written);
    }
    progress.printf("taking snapshots of a docket with %,d open orders%n", OPEN_ORDERS);
    held = held(folder.resolve("docket"));
    return new Result(
        accepted,
        whole.bytes() / 1e6,
        whole.nanos() / 1e9,
        checkpointSeconds,
        checkpointBytes / 1e6,
        brief.nanos() / 1e9,
        held[held.length / 2],
        held[held.length - 1],
        same);
  }

  private static double[] held(Path folder) {
    try (Journal journal = open(folder)) {
      journal.replay((place, entry, encoded) -> {});
      WrittenCity city = new WrittenCity(journal);
      city.begin();
      city.writeOpen(DOCKET, OPEN_ORDERS);
      Replica docket = city.replicas.get(ShardId.ofOrder(DOCKET));
      double[] held = new double[FREEZES];
      for (int i = 0; i < FREEZES; i++) {
        long begun = System.nanoTime();
        docket.freeze();
        held[i] = (System.nanoTime() - begun) / 1e6;
      }
      Arrays.sort(held);
      return held;
    }
  }

  private static Journal open(Path folder) {
    return Journal.open(JournalOptions.of(folder, "0123456789abcdef"));
  }

  private static ReplayReport replay(Journal journal, WrittenCity city) {
    return new Restart(journal, city.replicas, city.promises, city.voters).replay();
  }

  private static Map<String, Position> positions(WrittenCity city) {
    Map<String, Position> positions = new TreeMap<>();
    city.replicas.all().forEach(r -> positions.put(r.id().toString(), r.position()));
    return positions;
  }
}
