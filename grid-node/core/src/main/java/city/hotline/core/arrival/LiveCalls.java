package city.hotline.core.arrival;

import city.hotline.proto.floor.v1.Call;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a floor that are not over, in the order of their numbers. For the floor's one writer
 * only.
 */
public final class LiveCalls {

  private final Map<String, Call> byId = new LinkedHashMap<>();
  private final Map<String, String> idBySwitchId = new HashMap<>();
  private long lastNumber;

  /**
   * Starts empty.
   *
   * @param lastNumber the last number given to a call; 0 when none was
   */
  public LiveCalls(long lastNumber) {
    this.lastNumber = lastNumber;
  }

  /** The call, or null when no call of this id lives here. */
  public @Nullable Call get(String callId) {
    return byId.get(callId);
  }

  /** The call, or one in no state at all. */
  public Call orNone(String callId) {
    Call call = byId.get(callId);
    return call == null ? Call.getDefaultInstance() : call;
  }

  /** The id of the live call that the switch knows by its own id, or null. */
  public @Nullable String idOfSwitchCall(String switchCallId) {
    return idBySwitchId.get(switchCallId);
  }

  /** The last number given. */
  public long lastNumber() {
    return lastNumber;
  }

  /** Keeps the call as it is now, or drops it when it is over. */
  public void put(Call call) {
    if (!CallLife.isLive(call.getState())) {
      byId.remove(call.getCallId());
      idBySwitchId.remove(call.getSwitchCallId());
    } else if (byId.put(call.getCallId(), call) == null) {
      idBySwitchId.put(call.getSwitchCallId(), call.getCallId());
      lastNumber = Math.max(lastNumber, CallLife.numberOf(call.getCallId()));
    }
  }

  /** All live calls, by number; a view. */
  public Collection<Call> all() {
    return Collections.unmodifiableCollection(byId.values());
  }
}
