package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.core.queue.WaitRules;
import city.hotline.proto.floor.v1.Call;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When which open offer, ringing, rest, wrap-up or step of waiting ends, soonest first. For the
 * floor's one writer only.
 */
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
    if (before != null && dueMs(before) != StateMachine.NEVER) {
      callIds.remove(deadlineOf(before));
    }
    if (dueMs(after) != StateMachine.NEVER) {
      callIds.put(deadlineOf(after), after.getCallId());
    }
  }

  private static long dueMs(Call call) {
    return switch (call.getState()) {
      case CALL_STATE_QUEUED -> WaitRules.dueMs(call);
      case CALL_STATE_OFFERED, CALL_STATE_DIALLING, CALL_STATE_RESTING, CALL_STATE_WRAPPING ->
          Times.millis(call.getDeadline());
      case CALL_STATE_UNSPECIFIED,
          CALL_STATE_CONNECTED,
          CALL_STATE_HELD,
          CALL_STATE_CLOSED,
          CALL_STATE_ABANDONED,
          CALL_STATE_FLOWED_OUT,
          CALL_STATE_FAILED,
          UNRECOGNIZED ->
          StateMachine.NEVER;
    };
  }

  private static Deadline deadlineOf(Call call) {
    return new Deadline(dueMs(call), CallLife.numberOf(call.getCallId()));
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
