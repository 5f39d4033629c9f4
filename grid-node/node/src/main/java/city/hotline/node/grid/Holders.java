package city.hotline.node.grid;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Members;
import city.hotline.node.epoch.Repair;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.Confirmation;
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
    String owner = "";
    boolean confirm = false;
    for (byte[] entry : entries) {
      JournaledRecord incoming = JournaledRecord.decode(entry);
      owner = incoming.record().getNodeId();
      switch (replica.take(incoming)) {
        case TAKEN, HAD -> confirm = true;
        case MISSING_PREDECESSOR ->
            repair.start(
                shard,
                Positions.of(incoming.record().getEpoch(), incoming.record().getSequence()),
                owner);
        case STALE, NO_ROOM -> {
          return;
        }
      }
    }
    if (confirm && Positions.isAfter(replica.position(), Positions.NONE)) {
      members.confirm(
          owner,
          List.of(
              Confirmation.newBuilder()
                  .setShard(shard.toRef())
                  .setPosition(replica.position())
                  .build()));
    }
  }
}
