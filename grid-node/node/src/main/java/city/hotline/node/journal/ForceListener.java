package city.hotline.node.journal;

/** Is told how far the disk has come, on the journal's sync thread; must return quickly. */
public interface ForceListener {

  /** Everything up to and including this place is on disk. Places only grow. */
  void forced(long place);

  /**
   * What is on disk is not known, the process must halt. Called at most once, on the thread that
   * met it and before that one goes on.
   */
  void broken(JournalBroken why);
}
