package city.hotline.core.queue;

import city.hotline.core.moment.Times;
import city.hotline.proto.citizen.v1.Sealed;
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
 * Who was here not long ago, by the citizen's key, or by phone where that is not sealed: for as
 * long as some queue wants to know it, and the last {@link #MOST} at most. For the floor's one
 * writer only.
 */
public final class RecentCallers {

  /** How many are remembered at most. */
  public static final int MOST = 1_000;

  private final Map<Object, RecentCaller> recent = new LinkedHashMap<>();
  private final Queues queues;

  /**
   * Goes on where it stands.
   *
   * @param known oldest first
   */
  public RecentCallers(List<RecentCaller> known, Queues queues) {
    this.queues = queues;
    known.forEach(each -> recent.put(who(each.getCaller()), each));
  }

  /** Follows a call: who comes is recent no more, who goes is. */
  public void moved(@Nullable Call before, Call after, Moment moment) {
    if (!hasPhone(after.getCaller())) {
      return;
    }
    switch (after.getState()) {
      case CALL_STATE_QUEUED -> {
        if (before == null) {
          recent.remove(who(after.getCaller()));
        }
      }
      case CALL_STATE_ABANDONED, CALL_STATE_CLOSED, CALL_STATE_FLOWED_OUT, CALL_STATE_FAILED ->
          remember(after, moment);
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

  private static boolean hasPhone(Citizen caller) {
    return !caller.getPhone().isEmpty() || caller.getSealed().getWithPhone();
  }

  private static Object who(Citizen caller) {
    return caller.hasSealed() ? caller.getSealed().getKeyId() : caller.getPhone();
  }

  /** No more than it takes to know him again. */
  private static Citizen brief(Citizen caller) {
    return caller.hasSealed()
        ? Citizen.newBuilder()
            .setSealed(Sealed.newBuilder().setKeyId(caller.getSealed().getKeyId()))
            .build()
        : Citizen.newBuilder().setPhone(caller.getPhone()).build();
  }

  private void remember(Call call, Moment moment) {
    forget(Times.millis(moment));
    if (windowMs(Asked.queue(call)) == 0) {
      return;
    }
    RecentCaller.Builder left =
        RecentCaller.newBuilder()
            .setCaller(brief(call.getCaller()))
            .setQueue(Asked.queue(call))
            .setLeftAt(moment.getTime());
    if (call.getState() == CallState.CALL_STATE_ABANDONED) {
      left.setPlace(call.hasPlace() ? call.getPlace() : call.getQueuedAt());
    }
    Object who = who(call.getCaller());
    recent.remove(who);
    recent.put(who, left.build());
  }

  private void forget(long nowMs) {
    Iterator<RecentCaller> oldest = recent.values().iterator();
    while (oldest.hasNext()) {
      RecentCaller each = oldest.next();
      boolean over = nowMs - Times.millis(each.getLeftAt()) > windowMs(each.getQueue());
      if (!over && recent.size() < MOST) {
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
    RecentCaller left = recent.get(who(call.getCaller()));
    return left != null
            && left.hasPlace()
            && left.getQueue().equals(settings.getQueue())
            && sinceMs(left, call) <= settings.getResumeSeconds() * 1000L
        ? left.getPlace()
        : null;
  }

  /** Whether the caller was here, in whatever queue, as lately as counts in this one. */
  boolean isRepeat(Call call, QueueSettings settings) {
    RecentCaller left = recent.get(who(call.getCaller()));
    return left != null && sinceMs(left, call) <= settings.getRepeatSeconds() * 1000L;
  }

  private static long sinceMs(RecentCaller left, Call call) {
    return Times.millis(call.getQueuedAt()) - Times.millis(left.getLeftAt());
  }

  /** All who are remembered, oldest first. */
  public Collection<RecentCaller> all() {
    return recent.values();
  }
}
