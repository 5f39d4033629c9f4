package city.hotline.city;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects what went wrong, the first 20 in words. Thread-safe. */
final class Problems {

  private static final int SHOWN = 20;

  private final List<String> lines = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();

  void add(String what, Throwable thrown) {
    add(what + ": " + cause(thrown).getMessage());
  }

  void add(String line) {
    if (count.incrementAndGet() <= SHOWN) {
      synchronized (lines) {
        lines.add(line);
      }
    }
  }

  List<String> lines() {
    synchronized (lines) {
      var all = new ArrayList<>(lines);
      if (count.get() > SHOWN) {
        all.add("and " + (count.get() - SHOWN) + " more");
      }
      return all;
    }
  }

  static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }
}
