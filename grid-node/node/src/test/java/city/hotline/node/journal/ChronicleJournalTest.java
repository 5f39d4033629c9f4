package city.hotline.node.journal;

import city.hotline.node.journal.JournalOptions.Kind;

/** The contract, kept by the Chronicle writer. */
class ChronicleJournalTest extends JournalContract {

  @Override
  Kind kind() {
    return Kind.CHRONICLE;
  }
}
