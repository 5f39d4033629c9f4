package city.hotline.simulator;

import java.util.Objects;
import java.util.function.Supplier;

/** Something that must never be. */
public final class Wrong extends IllegalStateException {
  private static final long serialVersionUID = 1;

  Wrong(String what) {
    super(what);
  }

  static void unless(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Wrong(what.get());
    }
  }

  static void unlessEqual(Object actual, Object expected, String what) {
    unlessEqual(actual, expected, () -> what);
  }

  /** The same where it is dear to say what it is about: an order as text takes 50 microseconds. */
  static void unlessEqual(Object actual, Object expected, Supplier<String> what) {
    if (!Objects.equals(actual, expected)) {
      throw new Wrong(what.get() + ": is\n" + actual + "\nbut must be\n" + expected);
    }
  }
}
