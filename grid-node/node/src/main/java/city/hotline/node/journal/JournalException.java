package city.hotline.node.journal;

import org.jspecify.annotations.Nullable;

/** Something about the journal a person has to act on; the message says how. */
public abstract sealed class JournalException extends RuntimeException
    permits JournalUnavailable, JournalFull, JournalBroken, JournalCorrupt {

  private static final long serialVersionUID = 1L;

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
