package city.hotline.city;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The calls that somebody answered, so that callers who are being spoken to do not hang up in the
 * queue. Remembers the last 50,000: an older caller's patience is over anyway. Thread-safe.
 */
final class Answered {

  private static final int KEPT = 50_000;

  private final Set<String> calls =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > KEPT;
            }
          });

  synchronized void add(String callId) {
    calls.add(callId);
  }

  /** Whether it was answered; it is then forgotten. */
  synchronized boolean remove(String callId) {
    return calls.remove(callId);
  }
}
