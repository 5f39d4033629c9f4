package city.hotline.city;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls that somebody answered, so that callers who are being spoken to do not hang up in the
 * queue. Remembers the last 50,000: an older caller's patience is over anyway. Thread-safe.
 */
final class Answered {

  private static final int KEPT = 50_000;

  private final Map<String, Set<String>> waiting = new HashMap<>();

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
    waiting(callId).remove(callId);
  }

  /** The call waits, unless it was answered already. */
  synchronized void arrived(String callId) {
    if (!calls.contains(callId)) {
      waiting(callId).add(callId);
    }
  }

  /** The caller has left the queue. */
  synchronized void left(String callId) {
    waiting(callId).remove(callId);
  }

  /** The districts in whose queue somebody waits. */
  synchronized List<String> awaited() {
    return waiting.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Set<String> waiting(String callId) {
    return waiting.computeIfAbsent(callId.substring(0, 6), district -> new HashSet<>());
  }

  /** Whether it was answered; it is then forgotten. */
  synchronized boolean remove(String callId) {
    return calls.remove(callId);
  }
}
