package city.hotline.node.launch;

import city.hotline.node.epoch.Voters;
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
final class Restart {
  private static final Logger LOG = LoggerFactory.getLogger(Restart.class);
  private static final long TELL_EVERY = 500_000;

  private final Journal journal;
  private final Replicas replicas;
  private final Promises promises;
  private final Voters voters;
  private long seen;

  Restart(Journal journal, Replicas replicas, Promises promises, Voters voters) {
    this.journal = journal;
    this.replicas = replicas;
    this.promises = promises;
    this.voters = voters;
  }

  ReplayReport replay() {
    ReplayReport report = journal.replay((place, entry, encoded) -> visit(entry, encoded));
    replicas.replayed();
    LOG.info(
        "replayed {} entries in {} ms{}",
        report.entries(),
        TimeUnit.NANOSECONDS.toMillis(report.nanos()),
        report.cutBytes() > 0 ? ", cut a torn end of " + report.cutBytes() + " bytes" : "");
    return report;
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
    if (++seen % TELL_EVERY == 0) {
      LOG.info("replaying: {} entries so far", seen);
    }
  }
}
