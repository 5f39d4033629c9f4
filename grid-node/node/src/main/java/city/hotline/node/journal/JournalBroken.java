package city.hotline.node.journal;

import org.jspecify.annotations.Nullable;

/** Memory and file may differ: the process must halt, and recovers by replaying. */
public final class JournalBroken extends JournalException {

  private static final long serialVersionUID = 1L;

  JournalBroken(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
