package city.hotline.core.queue;

import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.SeatStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the queues of a floor are run, now and from when on otherwise. For the floor's one writer
 * only.
 */
public final class Queues {

  private static final int AGEING_SECONDS = 60;
  private static final int MAX_BOOST_SECONDS = 600;
  private static final int REFUSED_SECONDS = 60;
  private static final int RESUME_SECONDS = 60;
  private static final int CALLBACK_RING_SECONDS = 30;
  private static final int CALLBACK_REST_SECONDS = 300;
  private static final int BORROW_SECONDS = 30;

  /** DOMAIN section 4. */
  private static final int CALLBACK_ATTEMPTS = 3;

  private static final Comparator<QueueSettings> SOONEST =
      Comparator.<QueueSettings>comparingLong(Queues::fromMs)
          .thenComparing(QueueSettings::getQueue);

  private final TreeMap<String, QueueSettings> now = new TreeMap<>();
  private final List<QueueSettings> planned = new ArrayList<>();

  /** How they stand. */
  public Queues(List<QueueSettings> now, List<QueueSettings> planned) {
    now.forEach(settings -> this.now.put(settings.getQueue(), settings));
    this.planned.addAll(planned);
  }

  /** How the queue is run; by default where nobody has said it. */
  public QueueSettings of(String queue) {
    QueueSettings settings = now.get(queue);
    return settings == null ? byDefault(queue) : settings;
  }

  private static QueueSettings byDefault(String queue) {
    return QueueSettings.newBuilder().setQueue(queue).setResumeSeconds(RESUME_SECONDS).build();
  }

  /** Which seat of the queue gets the next call. */
  public SeatStrategy strategy(String queue) {
    QueueSettings settings = now.get(queue);
    return settings == null ? SeatStrategy.SEAT_STRATEGY_LONGEST_IDLE : settings.getStrategy();
  }

  /** What one step of priority is worth, seconds. */
  static int ageingSeconds(QueueSettings settings) {
    return settings.getAgeingSeconds() == 0 ? AGEING_SECONDS : settings.getAgeingSeconds();
  }

  /** What all boosts of a call may be worth together, seconds. */
  static int maxBoostSeconds(QueueSettings settings) {
    return settings.getMaxBoostSeconds() == 0 ? MAX_BOOST_SECONDS : settings.getMaxBoostSeconds();
  }

  /** For how long a seat is not offered a call again that it refused, seconds. */
  public int refusedSeconds(String queue) {
    QueueSettings settings = now.get(queue);
    return settings == null || settings.getRefusedSeconds() == 0
        ? REFUSED_SECONDS
        : settings.getRefusedSeconds();
  }

  /** How long a caller who is called back is rung up, seconds. */
  public int callbackRingSeconds(String queue) {
    int seconds = of(queue).getCallbackRingSeconds();
    return seconds == 0 ? CALLBACK_RING_SECONDS : seconds;
  }

  /** For how long he is left alone when he did not pick up, seconds. */
  public int callbackRestSeconds(String queue) {
    int seconds = of(queue).getCallbackRestSeconds();
    return seconds == 0 ? CALLBACK_REST_SECONDS : seconds;
  }

  /** How often he is rung up at most. */
  public int callbackAttempts(String queue) {
    int attempts = of(queue).getCallbackAttempts();
    return attempts == 0 ? CALLBACK_ATTEMPTS : attempts;
  }

  /** Another floor is asked for a seat each time a caller has waited so long more, seconds. */
  static int borrowSeconds(QueueSettings settings) {
    return settings.getBorrowSeconds() == 0 ? BORROW_SECONDS : settings.getBorrowSeconds();
  }

  /** Whether one of so many idle seats of the queue may be lent to a floor that asks. */
  public boolean spares(String queue, int idle) {
    QueueSettings settings = now.get(queue);
    return settings != null && settings.getLendAbove() > 0 && idle > settings.getLendAbove();
  }

  /** Supervisors are alerted when more callers than this wait; 0: never. */
  public int alertWaiting(String queue) {
    QueueSettings settings = now.get(queue);
    return settings == null ? 0 : settings.getAlertWaiting();
  }

  /**
   * Supervisors are alerted when fewer than so many percent of the last callers were answered in
   * time; 0: never.
   */
  public int alertServiceLevel(String queue) {
    QueueSettings settings = now.get(queue);
    return settings == null ? 0 : settings.getAlertServiceLevel();
  }

  static long fromMs(QueueSettings settings) {
    return settings.hasValidFrom() ? Times.millis(settings.getValidFrom()) : Long.MIN_VALUE;
  }

  /** The queue is run so from now on; plans for it that are older are dropped. */
  public void changed(QueueSettings settings) {
    now.put(settings.getQueue(), settings);
    planned.removeIf(
        plan -> plan.getQueue().equals(settings.getQueue()) && fromMs(plan) <= fromMs(settings));
  }

  /** The queue will be run so; a plan for the same time is replaced. */
  public void planned(QueueSettings settings) {
    planned.removeIf(plan -> SOONEST.compare(plan, settings) == 0);
    planned.add(settings);
    planned.sort(SOONEST);
  }

  /** The plan that comes first, or null. */
  public @Nullable QueueSettings nextPlan() {
    return planned.isEmpty() ? null : planned.get(0);
  }

  /** When it begins, milliseconds since 1970, or {@link StateMachine#NEVER}. */
  public long nextPlanMs() {
    return planned.isEmpty() ? StateMachine.NEVER : fromMs(planned.get(0));
  }

  /** All that are not run by default, by name. */
  public Collection<QueueSettings> all() {
    return now.values();
  }

  /** All plans, soonest first. */
  public List<QueueSettings> plans() {
    return planned;
  }
}
