package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Call;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When which open offer or wrap-up ends, soonest first. For the floor's one writer only. */
public final class Deadlines {

  private record Deadline(long atMs, long callNumber) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(callNumber, other.callNumber);
    }
  }

  private final TreeMap<Deadline, String> callIds = new TreeMap<>();

  /**
   * Follows a call.
   *
   * @param before the call as it was, or null when it is new here
   * @param after the call as it is
   */
  public void moved(@Nullable Call before, Call after) {
    if (before != null && before.hasDeadline()) {
      callIds.remove(deadlineOf(before));
    }
    if (after.hasDeadline() && CallLife.isLive(after.getState())) {
      callIds.put(deadlineOf(after), after.getCallId());
    }
  }

  private static Deadline deadlineOf(Call call) {
    return new Deadline(Times.millis(call.getDeadline()), CallLife.numberOf(call.getCallId()));
  }

  /** The soonest deadline, milliseconds since 1970, or {@link StateMachine#NEVER}. */
  public long nextMs() {
    return callIds.isEmpty() ? StateMachine.NEVER : callIds.firstKey().atMs();
  }

  /** The call with the soonest deadline, or null. */
  public @Nullable String nextCallId() {
    return callIds.isEmpty() ? null : callIds.firstEntry().getValue();
  }
}
