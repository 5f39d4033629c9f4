package city.hotline.node.journal;

import city.hotline.proto.shard.v1.ChainLink;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the records of one shard: each must name the record before it, or step back with a higher
 * epoch onto one that is in the surviving chain.
 */
final class ChainCheck {

  /** From which sequence on an epoch holds. */
  private record Link(long epoch, long first) {}

  private final boolean fromTheBeginning;
  private final List<Link> chain = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long last;
  private long records;
  private long superseded;
  private long snapshots;

  /**
   * @param fromTheBeginning whether the journal goes back to the founding of all shards
   */
  ChainCheck(boolean fromTheBeginning) {
    this.fromTheBeginning = fromTheBeginning;
  }

  void record(long place, Record record) {
    records++;
    long sequence = record.getSequence();
    if (last == 0 && !fromTheBeginning && records == 1) {
      add(record.getPreviousEpoch(), sequence - 1);
    }
    boolean follows = sequence == last + 1;
    boolean stepsBack = sequence <= last && record.getEpoch() > epochAt(last);
    if (!follows && !stepsBack) {
      fault(place, record, "record before it: " + position(last));
    } else if (epochAt(sequence - 1) != record.getPreviousEpoch()) {
      fault(
          place,
          record,
          "names epoch "
              + record.getPreviousEpoch()
              + " before it; here "
              + position(sequence - 1));
    } else if (record.getEpoch() < epochAt(last)) {
      fault(place, record, "epoch lower than " + epochAt(last));
    }
    superseded += Math.max(0, last - sequence + 1);
    add(record.getEpoch(), sequence);
  }

  /**
   * A snapshot after the last record stands for all before it; one that is not was written to
   * shorten replay.
   */
  void snapshot(ShardSnapshot snapshot) {
    snapshots++;
    Position at = snapshot.getPosition();
    boolean after =
        at.getEpoch() > epochAt(last)
            || (at.getEpoch() == epochAt(last) && at.getSequence() > last);
    if (!after) {
      return;
    }
    chain.clear();
    for (ChainLink link : snapshot.getChainList()) {
      chain.add(new Link(link.getEpoch(), link.getFirstSequence()));
    }
    last = 0;
    add(at.getEpoch(), at.getSequence());
  }

  private void add(long epoch, long sequence) {
    chain.removeIf(link -> link.first >= sequence && link.epoch != epoch);
    if (chain.isEmpty() || chain.get(chain.size() - 1).epoch != epoch) {
      chain.add(new Link(epoch, sequence));
    }
    last = sequence;
  }

  private long epochAt(long sequence) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (chain.get(i).first <= sequence) {
        return chain.get(i).epoch;
      }
    }
    return 0;
  }

  private String position(long sequence) {
    return "(" + epochAt(sequence) + ", " + sequence + ")";
  }

  private void fault(long place, Record record, String what) {
    faults.add(
        "place "
            + place
            + ": record ("
            + record.getEpoch()
            + ", "
            + record.getSequence()
            + "), "
            + what);
  }

  List<String> faults() {
    return faults;
  }

  String line() {
    return String.format(
        "last (%d, %d), %d records, %d superseded, %d snapshots, %s",
        epochAt(last),
        last,
        records,
        superseded,
        snapshots,
        faults.isEmpty() ? "sound" : faults.size() + " FAULTS");
  }
}
