package city.hotline.node.launch;

import city.hotline.node.journal.ForceListener;
import city.hotline.node.journal.JournalBroken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process on the spot when journal and memory may differ (DESIGN D3): nothing that rests
 * on either may be told to anybody any more. The next start knows from the journal what is true.
 */
final class HaltWhenBroken implements ForceListener {
  private static final Logger LOG = LoggerFactory.getLogger(HaltWhenBroken.class);

  /** What the process exits with: an internal error, as in sysexits.h. */
  static final int EXIT_CODE = 70;

  @Override
  public void forced(long place) {
    // Only the other kind of news matters here.
  }

  @Override
  public void broken(JournalBroken why) {
    LOG.error("halting now; starting again recovers from the journal", why);
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
