package city.hotline.node.journal;

import org.jspecify.annotations.Nullable;

/** No space is reserved: nothing was written, and the journal goes on once space is free. */
public final class JournalFull extends JournalException {

  private static final long serialVersionUID = 1L;

  /** Says what to do. */
  public JournalFull(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
