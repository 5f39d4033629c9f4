package city.hotline.node.journal;

/** Is told, on the journal's sync thread, how far the disk has come; must return quickly. */
public interface ForceListener {

  /** Everything up to and including this place is on disk. Places only grow. */
  void forced(long place);

  /** The disk refused: what is on it is not known, the process must halt. Called at most once. */
  void broken(JournalBroken why);
}
