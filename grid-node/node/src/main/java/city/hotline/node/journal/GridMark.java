package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code grid.id} of a data folder: the grid its member belongs to, kept outside of the
 * journal. With it, a journal that was lost can be told from one that never was.
 */
public final class GridMark {
  private final Path file;
  private String written;

  /**
   * Of a member's data folder.
   *
   * @throws JournalUnavailable when it cannot be read
   */
  public GridMark(Path folder) {
    file = folder.resolve("grid.id");
    try {
      written = Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new JournalUnavailable(
          "Cannot read " + file + ": " + e + ". Make the data folder readable to this user", e);
    }
  }

  /** Whether the member once belonged to a grid. */
  public boolean isSet() {
    return !written.isEmpty();
  }

  /** Notes the grid, unless it is noted already or there is none yet; on one thread. */
  public void note(String gridId) {
    if (gridId.isEmpty() || gridId.equals(written)) {
      return;
    }
    try {
      DurableFile.replace(file, gridId + "\n");
      written = gridId;
    } catch (IOException e) {
      throw new JournalUnavailable(
          "Cannot write " + file + ": " + e + ". Make the data folder writable to this user", e);
    }
  }
}
