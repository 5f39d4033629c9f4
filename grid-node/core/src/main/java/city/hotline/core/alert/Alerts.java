package city.hotline.core.alert;

import city.hotline.core.queue.Asked;
import city.hotline.core.queue.Queues;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.SeatLife;
import city.hotline.proto.floor.v1.Alert;
import city.hotline.proto.floor.v1.AlertAcknowledged;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.QueuePulse;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong on a floor now. It follows the facts: an alert begins with the fact that brings it
 * about and ends with the one that ends it, acknowledged or not. For the floor's one writer only.
 */
public final class Alerts {

  /** The callers that the service level of a queue is judged by. */
  public static final int CALLERS = 20;

  private record Key(AlertKind kind, String subject) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kind).thenComparing(Key::subject);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final Queues queues;
  private final WaitingCalls waiting;
  private final long levelMs;
  private final TreeMap<Key, Alert> raised = new TreeMap<>();
  private final TreeMap<String, QueuePulse> pulses = new TreeMap<>();

  /**
   * As the state says.
   *
   * @param levelMs within which a caller is answered in time
   */
  public Alerts(Queues queues, WaitingCalls waiting, long levelMs, FloorState state) {
    this.queues = queues;
    this.waiting = waiting;
    this.levelMs = levelMs;
    state.getAlertsList().forEach(a -> raised.put(new Key(a.getKind(), a.getSubject()), a));
    state.getPulsesList().forEach(pulse -> pulses.put(pulse.getQueue(), pulse));
  }

  /** The alert, or null where nothing of the kind is wrong. */
  public @Nullable Alert get(AlertKind kind, String subject) {
    return raised.get(new Key(kind, subject));
  }

  /** All, by kind and subject. */
  public List<Alert> all() {
    return List.copyOf(raised.values());
  }

  /** How many there are. */
  public int count() {
    return raised.size();
  }

  /** How many nobody looks after yet. */
  public int unacknowledged() {
    int count = 0;
    for (Alert alert : raised.values()) {
      count += alert.getAcknowledgedBy().isEmpty() ? 1 : 0;
    }
    return count;
  }

  /** How the last callers of each queue fared, by queue. */
  public Collection<QueuePulse> pulses() {
    return pulses.values();
  }

  /** A call moved. */
  public void moved(FloorEvent event, Call after, Moment moment) {
    String queue = Asked.queue(after);
    if (event.hasCallAccepted()) {
      fared(queue, event.getCallAccepted().getWaitedMs() <= levelMs);
    } else if (event.hasCallAbandoned() && !event.getCallAbandoned().getShortAbandon()) {
      fared(queue, false);
    }
    look(queue, moment);
  }

  private void fared(String queue, boolean inTime) {
    QueuePulse before = pulses.getOrDefault(queue, QueuePulse.getDefaultInstance());
    int all = (before.getAnsweredInTime() << 1 | (inTime ? 1 : 0)) & ((1 << CALLERS) - 1);
    pulses.put(
        queue,
        QueuePulse.newBuilder()
            .setQueue(queue)
            .setAnsweredInTime(all)
            .setCallers(Math.min(CALLERS, before.getCallers() + 1))
            .build());
  }

  /** How the queue is run has changed, or who waits in it, or how its callers fared. */
  public void look(String queue, Moment moment) {
    int most = queues.alertWaiting(queue);
    set(AlertKind.ALERT_KIND_QUEUE_LONG, queue, most > 0 && waiting.count(queue) > most, moment);
    set(AlertKind.ALERT_KIND_SERVICE_LEVEL_LOW, queue, isLow(queue), moment);
  }

  private boolean isLow(String queue) {
    QueuePulse pulse = pulses.get(queue);
    return pulse != null
        && pulse.getCallers() == CALLERS
        && Integer.bitCount(pulse.getAnsweredInTime()) * 100
            < queues.alertServiceLevel(queue) * CALLERS;
  }

  /** A seat changed. */
  public void moved(Seat seat, Moment moment) {
    boolean stuck = SeatLife.isSilent(seat) && SeatLife.isOnContact(seat);
    set(AlertKind.ALERT_KIND_SEAT_STUCK, seat.getSeatId(), stuck, moment);
  }

  private void set(AlertKind kind, String subject, boolean wrong, Moment moment) {
    if (wrong || !raised.isEmpty()) {
      set(new Key(kind, subject), wrong, moment);
    }
  }

  private void set(Key key, boolean wrong, Moment moment) {
    if (!wrong) {
      raised.remove(key);
    } else if (!raised.containsKey(key)) {
      raised.put(
          key,
          Alert.newBuilder()
              .setKind(key.kind())
              .setSubject(key.subject())
              .setSince(moment.getTime())
              .build());
    }
  }

  /** Somebody looks after it. */
  public void acknowledged(AlertAcknowledged fact, Moment moment) {
    raised.computeIfPresent(
        new Key(fact.getKind(), fact.getSubject()),
        (key, alert) ->
            alert.toBuilder()
                .setAcknowledgedBy(fact.getBy())
                .setAcknowledgedAt(moment.getTime())
                .build());
  }
}
