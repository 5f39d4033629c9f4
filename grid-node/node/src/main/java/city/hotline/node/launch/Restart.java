package city.hotline.node.launch;

import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.EntryVisitor;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.ReplayReport;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.journal.v1.Entry;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what the journal says: promises, the grid, and every shard's copy. */
public final class Restart {
  private static final Logger LOG = LoggerFactory.getLogger(Restart.class);
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Journal journal;
  private final Replicas replicas;
  private final Promises promises;
  private final Voters voters;

  /** Into these, which are empty yet. */
  public Restart(Journal journal, Replicas replicas, Promises promises, Voters voters) {
    this.journal = journal;
    this.replicas = replicas;
    this.promises = promises;
    this.voters = voters;
  }

  /**
   * Replays, once; says every two seconds how far it is.
   *
   * @throws IllegalStateException if what records rest on is missing
   */
  public ReplayReport replay() {
    ReplayReport report = journal.replay(new Telling());
    replicas.replayed();
    LOG.info(
        "replayed {} entries, {} MiB{}, in {} ms, {}/s{}",
        report.entries(),
        report.bytes() >> 20,
        report.fromCheckpoint() ? " from a checkpoint on" : "",
        TimeUnit.NANOSECONDS.toMillis(report.nanos()),
        aSecond(report.entries(), report.nanos()),
        report.cutBytes() > 0 ? ", cut a torn end of " + report.cutBytes() + " bytes" : "");
    return report;
  }

  private static long aSecond(long count, long nanos) {
    return Math.round(count * 1e9 / Math.max(1, nanos));
  }

  /** Says from time to time how far it is. */
  private final class Telling implements EntryVisitor {
    private final long begun = System.nanoTime();
    private long told = begun;
    private long seen;

    @Override
    public void visit(long place, Entry entry, byte[] encoded) {
      seen++;
      Restart.this.visit(entry, encoded);
    }

    @Override
    public void progress(long bytes, long all) {
      long now = System.nanoTime();
      if (now - told >= TELL_NANOS) {
        told = now;
        LOG.info(
            "replaying: {} %, {} entries, {}/s",
            100 * bytes / Math.max(1, all), seen, aSecond(seen, now - begun));
      }
    }
  }

  private void visit(Entry entry, byte[] encoded) {
    switch (entry.getEntryCase()) {
      case RECORD -> {
        promises.heard(
            entry.getRecord().getShard().getDistrict(),
            entry.getRecord().getEpoch(),
            entry.getRecord().getNodeId());
        replicas.replay(JournaledRecord.of(entry.getRecord(), encoded));
      }
      case SNAPSHOT -> {
        promises.heard(
            entry.getSnapshot().getShard().getDistrict(),
            entry.getSnapshot().getPosition().getEpoch(),
            Promises.UNKNOWN_OWNER);
        replicas.replay(entry.getSnapshot());
      }
      case SNAPSHOT_PART -> {
        promises.heard(
            entry.getSnapshotPart().getShard().getDistrict(),
            entry.getSnapshotPart().getPosition().getEpoch(),
            Promises.UNKNOWN_OWNER);
        replicas.replay(entry.getSnapshotPart());
      }
      case PROMISED ->
          promises.heard(
              entry.getPromised().getDistrict(),
              entry.getPromised().getEpoch(),
              entry.getPromised().getNodeId());
      case GRID_FOUNDED -> voters.replay(entry.getGridFounded());
      case ENTRY_NOT_SET -> throw new IllegalStateException("an entry without content");
    }
  }
}
