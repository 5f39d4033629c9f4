package city.hotline.node.journal;

import org.jspecify.annotations.Nullable;

/** The journal is damaged other than by a torn end: it is left as it is, never read past. */
public final class JournalCorrupt extends JournalException {

  private static final long serialVersionUID = 1L;

  /** What to do about it, at the end of a message. */
  public static final String REMEDY =
      "Nothing was changed. Move 'journal' and 'boot' aside, keep node.id and grid.id, and start this"
          + " member again: it refreshes from its peers, and has no vote until './hotline voters"
          + " remove' and 'add'. A member without peers needs a backup";

  JournalCorrupt(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
