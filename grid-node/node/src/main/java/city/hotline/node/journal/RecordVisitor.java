package city.hotline.node.journal;

import city.hotline.proto.shard.v1.Record;

/** Sees the records of one shard in the order of the journal, on the thread that reads. */
@FunctionalInterface
public interface RecordVisitor {

  /**
   * One record.
   *
   * @param encodedEntry the bytes of the {@link city.hotline.proto.journal.v1.Entry} around it; the
   *     visitor may keep them
   * @return whether to go on
   */
  boolean visit(Record record, byte[] encodedEntry);
}
