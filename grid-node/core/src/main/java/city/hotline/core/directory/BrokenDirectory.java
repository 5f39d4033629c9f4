package city.hotline.core.directory;

import java.util.List;

/** Files that make no directory; each trouble is a line that names file, line and expectation. */
public final class BrokenDirectory extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final List<String> troubles;

  BrokenDirectory(List<String> troubles) {
    super(
        troubles.get(0) + (troubles.size() > 1 ? "; and " + (troubles.size() - 1) + " more" : ""));
    this.troubles = List.copyOf(troubles);
  }

  /** In the order of the files; at most 100. */
  public List<String> troubles() {
    return troubles;
  }
}
