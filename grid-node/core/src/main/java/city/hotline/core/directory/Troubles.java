package city.hotline.core.directory;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the files of a directory. It goes on after each trouble, so that a person sees
 * all of them at once; or ends with the first one.
 */
final class Troubles {

  /** So many are listed. */
  static final int MOST = 100;

  private final boolean goesOn;
  private final List<String> found = new ArrayList<>();

  private Troubles(boolean goesOn) {
    this.goesOn = goesOn;
  }

  /** The first one is thrown. */
  static Troubles ending() {
    return new Troubles(false);
  }

  /** They are listed. */
  static Troubles listed() {
    return new Troubles(true);
  }

  /** Does one thing, such as reading a row; what is wrong with it is listed, and it is left out. */
  void attempt(Runnable one) {
    if (!goesOn) {
      one.run();
    } else if (found.size() < MOST) {
      try {
        one.run();
      } catch (IllegalStateException | UncheckedIOException e) {
        found.add(String.valueOf(e.getMessage()));
      }
    }
  }

  List<String> found() {
    return found;
  }
}
