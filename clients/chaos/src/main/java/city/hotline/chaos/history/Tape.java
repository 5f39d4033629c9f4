package city.hotline.chaos.history;

import city.hotline.proto.department.v1.WatchOrdersResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything one reader of a district's orders was given, over all its reconnects. Thread-safe.
 *
 * <p>A tape that was ended on purpose before its district came to rest need not reach the end.
 */
public final class Tape {
  private final String name;
  private final String district;
  private final List<WatchOrdersResponse> messages = new ArrayList<>();
  private long progressMarks;

  /** An empty tape of a district's reader. */
  public Tape(String name, String district) {
    this.name = name;
    this.district = district;
  }

  /** Adds what the reader was given next. */
  public synchronized void add(WatchOrdersResponse message) {
    if (message.hasProgress()) {
      progressMarks++;
    } else {
      messages.add(message);
    }
  }

  /** Who reads. */
  public String name() {
    return name;
  }

  /** Whose orders. */
  public String district() {
    return district;
  }

  /** All but progress marks, in the order given; a copy. */
  public synchronized List<WatchOrdersResponse> messages() {
    return List.copyOf(messages);
  }

  /** How often the reader was told that there is nothing new. */
  public synchronized long progressMarks() {
    return progressMarks;
  }
}
