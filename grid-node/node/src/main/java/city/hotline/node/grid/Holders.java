package city.hotline.node.grid;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Confirmer;
import city.hotline.node.epoch.Repair;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;

/**
 * The backup's side: takes records of owners, confirms them, and asks for what is missing.
 * Thread-safe.
 */
public final class Holders {
  private final Replicas replicas;
  private final Confirmer confirmer;
  private final Repair repair;

  /** Takes into these copies. */
  public Holders(Replicas replicas, Confirmer confirmer, Repair repair) {
    this.replicas = replicas;
    this.confirmer = confirmer;
    this.repair = repair;
  }

  Replicas replicas() {
    return replicas;
  }

  void take(ShardId shard, List<byte[]> entries) {
    Replica replica = replicas.get(shard);
    List<JournaledRecord> incoming = new ArrayList<>(entries.size());
    entries.forEach(e -> incoming.add(JournaledRecord.decode(e)));
    Record last = incoming.get(incoming.size() - 1).record();
    switch (replica.take(incoming)) {
      case TAKEN, HAD -> confirmer.confirm(last.getNodeId(), shard, replica.position());
      case MISSING_PREDECESSOR ->
          repair.start(shard, Positions.of(last.getEpoch(), last.getSequence()), last.getNodeId());
      case STALE, NO_ROOM -> {}
    }
  }
}
