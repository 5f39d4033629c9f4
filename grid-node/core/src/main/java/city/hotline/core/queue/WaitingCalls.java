package city.hotline.core.queue;

import city.hotline.core.arrival.CallLife;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits: the queued calls in a line for each skill, and all whose caller has not been answered.
 * For the floor's one writer only.
 */
public final class WaitingCalls {

  private final Lines<Call> lines = new Lines<>();

  /**
   * Queued and offered calls by arrival: a call enters once and, answered or gone, never comes
   * back.
   */
  private final Map<String, Call> waiting = new LinkedHashMap<>();

  /**
   * Follows a call.
   *
   * @param before the call as it was, or null when it is new here
   * @param after the call as it is
   */
  public void moved(@Nullable Call before, Call after) {
    if (before != null && before.getState() == CallState.CALL_STATE_QUEUED) {
      lines.leave(before.getSkill(), CallLife.numberOf(before.getCallId()));
    }
    if (after.getState() == CallState.CALL_STATE_QUEUED) {
      lines.join(after.getSkill(), CallLife.numberOf(after.getCallId()), after);
    }
    if (CallLife.isWaiting(after.getState())) {
      waiting.put(after.getCallId(), after);
    } else {
      waiting.remove(after.getCallId());
    }
  }

  /** The queued calls that need this skill, oldest first; a view. */
  public Collection<Call> queued(String skill) {
    return lines.inLine(skill);
  }

  /** How many callers wait, those whose call rings at a seat included. */
  public int count() {
    return waiting.size();
  }

  /** The call whose caller has waited longest, or null. */
  public @Nullable Call oldest() {
    Iterator<Call> calls = waiting.values().iterator();
    return calls.hasNext() ? calls.next() : null;
  }
}
