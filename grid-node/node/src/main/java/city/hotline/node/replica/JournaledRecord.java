package city.hotline.node.replica;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Record;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

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
    int field = Entry.RECORD_FIELD_NUMBER;
    byte[] entry = new byte[CodedOutputStream.computeMessageSize(field, record)];
    try {
      CodedOutputStream.newInstance(entry).writeMessage(field, record);
    } catch (IOException e) {
      throw new IllegalStateException("an array as large as its content overflowed", e);
    }
    return new JournaledRecord(record, entry);
  }

  /** A record with the encoding it was read from. */
  public static JournaledRecord of(Record record, byte[] entry) {
    return new JournaledRecord(record, entry);
  }

  /** Reads a record that another node encoded. */
  public static JournaledRecord decode(byte[] entry) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(entry);
      int field = WireFormat.getTagFieldNumber(in.readTag());
      int length = in.readRawVarint32();
      int from = in.getTotalBytesRead();
      if (field != Entry.RECORD_FIELD_NUMBER || from + length != entry.length) {
        throw new IllegalArgumentException("a journal entry, but not one record and no more");
      }
      return new JournaledRecord(RecordReader.read(entry, from, length), entry);
    } catch (IOException e) {
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
