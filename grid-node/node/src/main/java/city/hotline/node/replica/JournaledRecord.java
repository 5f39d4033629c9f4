package city.hotline.node.replica;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Record;
import com.google.protobuf.InvalidProtocolBufferException;

/**
 * A record and its one encoding: the same bytes go into every journal, to the copies and to the
 * feed (DESIGN D1). The bytes must not be changed.
 */
public final class JournaledRecord {
  private final Record record;
  private final byte[] entry;

  private JournaledRecord(Record record, byte[] entry) {
    this.record = record;
    this.entry = entry;
  }

  /** Encodes a new record. */
  public static JournaledRecord encode(Record record) {
    return new JournaledRecord(record, Entry.newBuilder().setRecord(record).build().toByteArray());
  }

  /** A record with the encoding it was read from. */
  public static JournaledRecord of(Record record, byte[] entry) {
    return new JournaledRecord(record, entry);
  }

  /** Reads a record that another node encoded. */
  public static JournaledRecord decode(byte[] entry) {
    try {
      return new JournaledRecord(Entry.parseFrom(entry).getRecord(), entry);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a journal entry: " + e.getMessage(), e);
    }
  }

  /** The record. */
  public Record record() {
    return record;
  }

  /** The encoded journal {@link Entry} that holds it. */
  public byte[] entry() {
    return entry;
  }
}
