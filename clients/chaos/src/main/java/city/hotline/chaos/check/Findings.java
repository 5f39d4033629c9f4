package city.hotline.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** Collects violations; of very many, the first of them. */
public final class Findings {
  private static final int KEPT = 200;

  private final List<Violation> first = new ArrayList<>();
  private int count;

  /** One more. */
  public void add(Violation.Kind kind, String text) {
    count++;
    if (first.size() < KEPT) {
      first.add(new Violation(kind, text));
    }
  }

  /** All of another collection. */
  public void addAll(Findings others) {
    int more = others.count - others.first.size();
    others.first.forEach(v -> add(v.kind(), v.text()));
    count += more;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The first of them. */
  public List<Violation> violations() {
    return List.copyOf(first);
  }
}
