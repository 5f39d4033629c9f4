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
}
