package city.hotline.node.launch;

import city.hotline.node.epoch.Refresh;
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
  private final Refresh refresh;
  private long seen;

  Restart(Journal journal, Replicas replicas, Promises promises, Voters voters, Refresh refresh) {
    this.journal = journal;
    this.replicas = replicas;
    this.promises = promises;
    this.voters = voters;
    this.refresh = refresh;
  }

  void replay() {
    ReplayReport report = journal.replay((place, entry, encoded) -> visit(entry, encoded));
    LOG.info(
        "replayed {} entries in {} ms{}",
        report.entries(),
        TimeUnit.NANOSECONDS.toMillis(report.nanos()),
        report.cutBytes() > 0 ? ", cut a torn end of " + report.cutBytes() + " bytes" : "");
    refresh.begin(report.rebooted());
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
