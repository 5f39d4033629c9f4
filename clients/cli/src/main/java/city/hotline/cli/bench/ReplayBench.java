package city.hotline.cli.bench;

import city.hotline.node.epoch.Checkpointer;
import city.hotline.node.epoch.Keeping;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalOptions;
import city.hotline.node.journal.ReplayReport;
import city.hotline.node.launch.Restart;
import city.hotline.proto.shard.v1.Position;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a start takes: writes the journal of a member, reads it from the beginning, then from a
 * checkpoint.
 */
public final class ReplayBench {
  /**
   * What was measured.
   *
   * @param commands in the journal
   * @param megabytes of entries
   * @param replaySeconds from the beginning
   * @param checkpointSeconds to write one of the whole state
   * @param checkpointMegabytes that it took
   * @param restartSeconds from that checkpoint on
   * @param same whether all copies stood where they stood, after both
   */
  public record Result(
      long commands,
      double megabytes,
      double replaySeconds,
      double checkpointSeconds,
      double checkpointMegabytes,
      double restartSeconds,
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
    return new Result(
        accepted,
        whole.bytes() / 1e6,
        whole.nanos() / 1e9,
        checkpointSeconds,
        checkpointBytes / 1e6,
        brief.nanos() / 1e9,
        same);
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
