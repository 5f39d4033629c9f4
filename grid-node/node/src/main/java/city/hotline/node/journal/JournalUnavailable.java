package city.hotline.node.journal;

import org.jspecify.annotations.Nullable;

/** The journal cannot be opened: its folder, not its content, is at fault. */
public final class JournalUnavailable extends JournalException {

  private static final long serialVersionUID = 1L;

  JournalUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
