package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.journal.v1.Promised;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.ShardRef;

/** Entries to append in tests. */
final class Entries {

  static final ShardRef CHAOYANG = ShardRef.newBuilder().setDistrict("110105").build();
  static final ShardRef HAIDIAN = ShardRef.newBuilder().setDistrict("110108").build();

  private Entries() {}

  static Entry record(ShardRef shard, long epoch, long sequence) {
    return record(shard, epoch, sequence, "call-" + sequence);
  }

  static Entry record(ShardRef shard, long epoch, long sequence, String callId) {
    return Entry.newBuilder()
        .setRecord(
            Record.newBuilder()
                .setShard(shard)
                .setEpoch(epoch)
                .setSequence(sequence)
                .setPreviousEpoch(sequence == 1 ? 0 : epoch)
                .setNodeId("0a0b0c0d")
                .setReply(Reply.newBuilder().setCallId(callId)))
        .build();
  }

  static Entry promised(String district, long epoch) {
    return Entry.newBuilder()
        .setPromised(
            Promised.newBuilder().setDistrict(district).setEpoch(epoch).setNodeId("0a0b0c0d"))
        .build();
  }
}
