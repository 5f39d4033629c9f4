package city.hotline.core.queue;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits: the queued calls, each in the line of what it asks for, and all whose caller has not
 * been answered. For the floor's one writer only.
 */
public final class WaitingCalls {

  private final Lines<Call> calls = new Lines<>();
  private final Lines<Call> texts = new Lines<>();

  /** Queued and offered calls, by when they entered the queue they are in. */
  private final TreeMap<Lines.Place, Call> waiting = new TreeMap<>();

  private final Map<String, Integer> countByQueue = new HashMap<>();
  private int called;

  /**
   * Follows a call.
   *
   * @param before the call as it was, or null when it is new here
   * @param after the call as it is
   */
  public void moved(@Nullable Call before, Call after) {
    if (before != null && before.getState() == CallState.CALL_STATE_QUEUED) {
      lines(before)
          .leave(Asked.queue(before), Asked.skill(before), Asked.level(before), placeOf(before));
    }
    if (after.getState() == CallState.CALL_STATE_QUEUED) {
      lines(after)
          .join(Asked.queue(after), Asked.skill(after), Asked.level(after), placeOf(after), after);
    }
    called += (CallLife.isCalledBack(after) ? 1 : 0) - (wasCalledBack(before) ? 1 : 0);
    if (CallLife.isWaiting(after.getState())) {
      if (waiting.put(entered(after), after) == null) {
        countByQueue.merge(Asked.queue(after), 1, Integer::sum);
      }
    } else if (waiting.remove(entered(after)) != null) {
      countByQueue.computeIfPresent(Asked.queue(after), (queue, n) -> n == 1 ? null : n - 1);
    }
  }

  private Lines<Call> lines(Call call) {
    return CallLife.isText(call) ? texts : calls;
  }

  private static boolean wasCalledBack(@Nullable Call before) {
    return before != null && CallLife.isCalledBack(before);
  }

  private static Lines.Place entered(Call call) {
    return new Lines.Place(Times.millis(call.getQueuedAt()), CallLife.numberOf(call.getCallId()));
  }

  private static Lines.Place placeOf(Call call) {
    return new Lines.Place(
        Times.millis(call.hasPlace() ? call.getPlace() : call.getQueuedAt()),
        CallLife.numberOf(call.getCallId()));
  }

  /**
   * The first queued call that asks for this skill at a level up to that, with its place, or null.
   *
   * @param texts whether it is a text contact that is looked for
   */
  public Map.@Nullable Entry<Lines.Place, Call> first(
      boolean texts, String queue, String skill, int level, Predicate<Call> suits) {
    Lines<Call> lines = texts ? this.texts : calls;
    return lines.first(queue, skill, Lines.LOWEST, level, suits);
  }

  /** How many callers wait, those whose call rings at a seat and those called back included. */
  public int count() {
    return waiting.size();
  }

  /** How many of them are called back. */
  public int callbacks() {
    return called;
  }

  /** How many of them wait in the queue. */
  public int count(String queue) {
    return countByQueue.getOrDefault(queue, 0);
  }

  /** All who wait, by when they entered their queue; a view. */
  public Collection<Call> all() {
    return Collections.unmodifiableCollection(waiting.values());
  }

  /** The call whose caller has waited longest, or null. */
  public @Nullable Call oldest() {
    return waiting.isEmpty() ? null : waiting.firstEntry().getValue();
  }
}
