package city.hotline.node.journal;

import city.hotline.node.journal.JournalOptions.Kind;

/** The contract, kept by the plain writer. */
class PlainJournalTest extends JournalContract {

  @Override
  Kind kind() {
    return Kind.PLAIN;
  }
}
