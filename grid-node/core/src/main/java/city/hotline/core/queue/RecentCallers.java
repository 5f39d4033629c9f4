package city.hotline.core.queue;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.RecentCaller;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who was here not long ago, by phone: for as long as some queue wants to know it, and the last
 * {@link #MOST} at most. For the floor's one writer only.
 */
public final class RecentCallers {

  /** How many are remembered at most. */
  public static final int MOST = 1_000;

  private final Map<String, RecentCaller> byPhone = new LinkedHashMap<>();
  private final Queues queues;

  /**
   * Goes on where it stands.
   *
   * @param recent oldest first
   */
  public RecentCallers(List<RecentCaller> recent, Queues queues) {
    this.queues = queues;
    recent.forEach(each -> byPhone.put(each.getCaller().getPhone(), each));
  }

  /** Follows a call: who comes is recent no more, who goes is. */
  public void moved(@Nullable Call before, Call after, Moment moment) {
    String phone = after.getCaller().getPhone();
    if (phone.isEmpty()) {
      return;
    }
    switch (after.getState()) {
      case CALL_STATE_QUEUED -> {
        if (before == null) {
          byPhone.remove(phone);
        }
      }
      case CALL_STATE_ABANDONED, CALL_STATE_CLOSED, CALL_STATE_FLOWED_OUT, CALL_STATE_FAILED ->
          remember(phone, after, moment);
      case CALL_STATE_UNSPECIFIED,
          CALL_STATE_OFFERED,
          CALL_STATE_DIALLING,
          CALL_STATE_RESTING,
          CALL_STATE_CONNECTED,
          CALL_STATE_HELD,
          CALL_STATE_WRAPPING,
          UNRECOGNIZED -> {}
    }
  }

  private void remember(String phone, Call call, Moment moment) {
    forget(Times.millis(moment));
    if (windowMs(Asked.queue(call)) == 0) {
      return;
    }
    RecentCaller.Builder recent =
        RecentCaller.newBuilder()
            .setCaller(Citizen.newBuilder().setPhone(phone))
            .setQueue(Asked.queue(call))
            .setLeftAt(moment.getTime());
    if (call.getState() == CallState.CALL_STATE_ABANDONED) {
      recent.setPlace(call.hasPlace() ? call.getPlace() : call.getQueuedAt());
    }
    byPhone.remove(phone);
    byPhone.put(phone, recent.build());
  }

  private void forget(long nowMs) {
    Iterator<RecentCaller> oldest = byPhone.values().iterator();
    while (oldest.hasNext()) {
      RecentCaller each = oldest.next();
      boolean over = nowMs - Times.millis(each.getLeftAt()) > windowMs(each.getQueue());
      if (!over && byPhone.size() < MOST) {
        return;
      }
      oldest.remove();
    }
  }

  private long windowMs(String queue) {
    QueueSettings settings = queues.of(queue);
    return Math.max(settings.getResumeSeconds(), settings.getRepeatSeconds()) * 1000L;
  }

  /** The place that a caller who abandoned this queue gets back, or null. */
  @Nullable Timestamp placeOf(Call call, QueueSettings settings) {
    RecentCaller recent = byPhone.get(call.getCaller().getPhone());
    return recent != null
            && recent.hasPlace()
            && recent.getQueue().equals(settings.getQueue())
            && sinceMs(recent, call) <= settings.getResumeSeconds() * 1000L
        ? recent.getPlace()
        : null;
  }

  /** Whether the caller was here, in whatever queue, as lately as counts in this one. */
  boolean isRepeat(Call call, QueueSettings settings) {
    RecentCaller recent = byPhone.get(call.getCaller().getPhone());
    return recent != null && sinceMs(recent, call) <= settings.getRepeatSeconds() * 1000L;
  }

  private static long sinceMs(RecentCaller recent, Call call) {
    return Times.millis(call.getQueuedAt()) - Times.millis(recent.getLeftAt());
  }

  /** All who are remembered, oldest first. */
  public Collection<RecentCaller> all() {
    return byPhone.values();
  }
}
