package city.hotline.node.grid;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Members;
import city.hotline.node.epoch.Repair;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;

/**
 * The backup's side: takes records of owners, confirms them, and asks for what is missing.
 * Thread-safe.
 */
public final class Holders {
  private final Replicas replicas;
  private final Members members;
  private final Repair repair;

  /** Takes into these copies, confirms to these members. */
  public Holders(Replicas replicas, Members members, Repair repair) {
    this.replicas = replicas;
    this.members = members;
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
      case TAKEN, HAD ->
          members.confirm(
              last.getNodeId(),
              List.of(
                  Confirmation.newBuilder()
                      .setShard(shard.toRef())
                      .setPosition(replica.position())
                      .build()));
      case MISSING_PREDECESSOR ->
          repair.start(shard, Positions.of(last.getEpoch(), last.getSequence()), last.getNodeId());
      case STALE, NO_ROOM -> {}
    }
  }
}
