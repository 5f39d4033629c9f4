package city.hotline.chaos.check;

import city.hotline.chaos.history.Shards;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ChainLink;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The copies of one node as its journal tells them, entry by entry: a record goes onto its
 * predecessor, and one of a higher epoch takes the place of all lower ones from its sequence on.
 */
final class NodeChain {

  /** Epochs by sequence; where a snapshot stands for records, only where each epoch begins. */
  private static final class Copy {
    final TreeMap<Long, Long> epochs = new TreeMap<>();
  }

  private final Map<ShardRef, Copy> copies = new HashMap<>();
  private final String node;
  private final Findings findings;

  private NodeChain(String node, Findings findings) {
    this.node = node;
    this.findings = findings;
  }

  static NodeChain of(Evidence.Node node, Findings findings) {
    NodeChain chain = new NodeChain(node.name(), findings);
    for (Entry entry : node.journal()) {
      if (entry.hasRecord()) {
        chain.record(entry.getRecord());
      } else if (entry.hasSnapshot()) {
        chain.snapshot(entry.getSnapshot());
      }
    }
    return chain;
  }

  private void record(Record record) {
    Copy copy = copies.computeIfAbsent(record.getShard(), s -> new Copy());
    long sequence = record.getSequence();
    Long there = copy.epochs.get(sequence);
    if (there != null && there > record.getEpoch()) {
      wrong(record, "epoch " + there + " is there already");
      return;
    }
    if (there != null && there == record.getEpoch()) {
      wrong(record, "it is there already");
      return;
    }
    long before = copy.epochs.getOrDefault(sequence - 1, 0L);
    if (sequence > 1 && before != record.getPreviousEpoch()) {
      wrong(
          record,
          "it names epoch "
              + record.getPreviousEpoch()
              + " before it, there is "
              + (before == 0 ? "nothing" : "epoch " + before));
    }
    copy.epochs.tailMap(sequence, true).clear();
    copy.epochs.put(sequence, record.getEpoch());
  }

  private void snapshot(ShardSnapshot snapshot) {
    Copy copy = copies.computeIfAbsent(snapshot.getShard(), s -> new Copy());
    long at = snapshot.getPosition().getSequence();
    Long there = copy.epochs.get(at);
    if (there != null && there == snapshot.getPosition().getEpoch()) {
      return;
    }
    copy.epochs.clear();
    for (ChainLink link : snapshot.getChainList()) {
      copy.epochs.put(link.getFirstSequence(), link.getEpoch());
    }
    copy.epochs.put(at, snapshot.getPosition().getEpoch());
  }

  private void wrong(Record record, String what) {
    findings.add(
        Violation.Kind.JOURNAL_NOT_A_CHAIN,
        node + ", record " + SurvivingLog.name(record) + ": " + what);
  }

  /** Compares with what survived. */
  void compare(SurvivingLog log, Findings found) {
    for (ShardRef shard : log.shards()) {
      Copy copy = copies.getOrDefault(shard, new Copy());
      long last = copy.epochs.isEmpty() ? 0 : copy.epochs.lastKey();
      if (last != log.last(shard).getSequence()) {
        found.add(
            Violation.Kind.COPY_DIFFERS,
            node
                + ", "
                + Shards.name(shard)
                + " ends at sequence "
                + last
                + ", the log at "
                + Shards.name(log.last(shard)));
      }
      copy.epochs.forEach((sequence, epoch) -> same(log, shard, sequence, epoch, found));
    }
  }

  private void same(SurvivingLog log, ShardRef shard, long sequence, long epoch, Findings found) {
    Record survived = log.at(shard, sequence);
    if (survived != null && survived.getEpoch() != epoch) {
      found.add(
          Violation.Kind.COPY_DIFFERS,
          node
              + ", "
              + Shards.name(shard)
              + " has epoch "
              + epoch
              + " at sequence "
              + sequence
              + ", the log epoch "
              + survived.getEpoch());
    }
  }
}
