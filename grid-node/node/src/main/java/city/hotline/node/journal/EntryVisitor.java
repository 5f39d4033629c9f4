package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;

/** Sees the entries of a journal, oldest first, on the thread that replays. */
@FunctionalInterface
public interface EntryVisitor {

  /**
   * One entry.
   *
   * @param place where it stands
   * @param encoded its bytes as appended; the visitor may keep them
   */
  void visit(long place, Entry entry, byte[] encoded);

  /**
   * How far the replay is; called now and then.
   *
   * @param bytes read so far
   * @param all bytes to read, space reserved and not used included
   */
  default void progress(long bytes, long all) {}
}
