package city.hotline.node.gauge;

import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.journal.JournalFigures;
import city.hotline.node.replica.Replica;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How this node keeps what it accepts: its journal, the copies elsewhere, its place in the cluster.
 */
final class KeepingSeries implements Series.Source {
  private static final Family APPEND =
      Family.summary(
          "hotline_journal_append_seconds",
          "Appending an entry to the journal's page cache. Mean = sum / count.");
  private static final Family FORCE =
      Family.summary(
          "hotline_journal_force_seconds",
          "Asking the disk to keep what was appended. Mean = sum / count.");
  private static final Family APPENDED =
      Family.counter(
          "hotline_journal_appended_bytes", "Bytes appended to the journal since the start.");
  private static final Family FILES =
      Family.gauge("hotline_journal_file_bytes", "Size of the journal's files.");
  private static final Family RESERVED =
      Family.gauge(
          "hotline_journal_reserved_bytes",
          "Disk space reserved ahead of the journal's last entry; when it is gone, commands are"
              + " refused with DISK_FULL.");
  private static final Family UNFORCED =
      Family.gauge(
          "hotline_journal_unforced_entries",
          "Appends that are not known to be on disk: last place - forced place.");
  private static final Family LAG =
      Family.gauge(
          "hotline_copies_lag_records",
          "Records of this node's shards that no majority has confirmed yet: position -"
              + " acknowledged, summed over owned shards.");
  private static final Family BEHIND =
      Family.gauge(
          "hotline_copies_behind_records",
          "Records of this node's shards that the voter (holder) has not confirmed in the present"
              + " epoch, summed over owned shards.");
  private static final Family OWNED =
      Family.gauge("hotline_districts_owned", "Districts that this node serves.");
  private static final Family PARTITIONS =
      Family.gauge(
          "hotline_hazelcast_partitions_owned",
          "Hazelcast partitions that this member owns, those without a district included.");
  private static final Family INVOCATIONS =
      Family.gauge(
          "hotline_hazelcast_invocations_pending",
          "Hazelcast operations whose answer has not come yet.");

  private final KeepingParts node;

  KeepingSeries(KeepingParts node) {
    this.node = node;
  }

  @Override
  public List<Family> families() {
    return List.of(
        APPEND,
        FORCE,
        APPENDED,
        FILES,
        RESERVED,
        UNFORCED,
        LAG,
        BEHIND,
        OWNED,
        PARTITIONS,
        INVOCATIONS);
  }

  @Override
  public void addTo(Series series) {
    addJournal(series, node.journal().figures());
    addCopies(series);
    series.add(OWNED, node.tenures().serving());
    series.add(PARTITIONS, node.grid().ownedPartitions());
    series.add(INVOCATIONS, node.grid().pendingInvocations());
  }

  private static void addJournal(Series series, JournalFigures journal) {
    series.summary(APPEND, journal.appends(), journal.appendNanos() / 1e9);
    series.summary(FORCE, journal.forces(), journal.forceNanos() / 1e9);
    series.add(APPENDED, journal.appendedBytes());
    series.add(FILES, journal.fileBytes());
    series.add(RESERVED, journal.reservedBytes());
    series.add(UNFORCED, Math.max(0, journal.lastPlace() - journal.forcedPlace()));
  }

  private void addCopies(Series series) {
    long lag = 0;
    Map<String, Long> behind = new LinkedHashMap<>();
    node.voters().ids().forEach(voter -> behind.put(voter, 0L));
    for (Tenure tenure : node.tenures().all()) {
      if (tenure.serving()) {
        for (Replica replica : node.replicas().of(tenure.district())) {
          lag += missing(replica, node.acknowledgements().acknowledged(replica.id()));
          behind.replaceAll(
              (voter, before) ->
                  before
                      + missing(replica, node.acknowledgements().confirmedBy(replica.id(), voter)));
        }
      }
    }
    series.add(LAG, lag);
    behind.forEach((voter, records) -> series.add(BEHIND, records, "holder", voter));
  }

  private static long missing(Replica replica, long confirmed) {
    return Math.max(0, replica.position().getSequence() - confirmed);
  }
}
