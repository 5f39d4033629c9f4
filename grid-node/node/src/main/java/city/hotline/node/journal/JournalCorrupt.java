package city.hotline.node.journal;

import org.jspecify.annotations.Nullable;

/** The journal is damaged other than by a torn end: it is left as it is, never read past. */
public final class JournalCorrupt extends JournalException {

  private static final long serialVersionUID = 1L;

  JournalCorrupt(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
