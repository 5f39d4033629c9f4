package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Shard and sequence of a record, read from its bytes without decoding the rest. */
record RecordName(ShardRef shard, long sequence) {

  /** Null if the entry is not a record. */
  static @Nullable RecordName of(Entry entry) {
    return entry.hasRecord()
        ? new RecordName(entry.getRecord().getShard(), entry.getRecord().getSequence())
        : null;
  }

  /**
   * Null if the entry is not a record.
   *
   * @throws IllegalArgumentException if these are not the bytes of an entry
   */
  static @Nullable RecordName of(byte[] entry) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(entry);
      int tag = in.readTag();
      if (WireFormat.getTagFieldNumber(tag) != Entry.RECORD_FIELD_NUMBER) {
        return null;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      ShardRef shard = ShardRef.getDefaultInstance();
      long sequence = 0;
      for (tag = in.readTag(); tag != 0; tag = in.readTag()) {
        int field = WireFormat.getTagFieldNumber(tag);
        if (field == Record.SHARD_FIELD_NUMBER) {
          shard = ShardRef.parseFrom(in.readByteBuffer());
        } else if (field == Record.SEQUENCE_FIELD_NUMBER) {
          sequence = in.readInt64();
        } else if (field > Record.SEQUENCE_FIELD_NUMBER) {
          break;
        } else {
          in.skipField(tag);
        }
      }
      if (in.getBytesUntilLimit() >= 0) {
        in.popLimit(outer);
      }
      return new RecordName(shard, sequence);
    } catch (IOException e) {
      throw new IllegalArgumentException("bytes: not an Entry (expected: an encoded Entry)", e);
    }
  }
}
