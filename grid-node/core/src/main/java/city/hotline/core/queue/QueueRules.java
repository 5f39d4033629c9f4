package city.hotline.core.queue;

import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.Fields;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OpeningHours;
import city.hotline.proto.floor.v1.QueueChanged;
import city.hotline.proto.floor.v1.QueuePlanned;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.RoutingStep;
import city.hotline.proto.floor.v1.SeatStrategy;
import city.hotline.proto.floor.v1.SetQueue;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a queue is run is said, for now or for a time to come. */
public final class QueueRules {

  /** A queue's longest name, characters. */
  public static final int NAME_MAX = 32;

  private static final int QUEUES_MAX = 128;
  private static final int PLANS_MAX = 128;
  private static final int STEPS_MAX = 8;
  private static final int LENDERS_MAX = 8;
  private static final int BORROW_SECONDS_MIN = 5;
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;
  private static final int DAY_MINUTES = 24 * 60;

  private final String district;
  private final Directory directory;
  private final Queues queues;

  /** Rules over the queues of one floor. */
  public QueueRules(String district, Directory directory, Queues queues) {
    this.district = district;
    this.directory = directory;
    this.queues = queues;
  }

  /** Refuses INVALID_FIELD. */
  public Decision<FloorEvent> set(SetQueue command, Moment moment) {
    QueueSettings settings = command.getSettings();
    Decision<FloorEvent> invalid = invalid(settings);
    if (invalid == null) {
      invalid = lenders(settings);
    }
    if (invalid == null) {
      invalid = tooMany(settings);
    }
    if (invalid != null) {
      return invalid;
    }
    boolean later = Queues.fromMs(settings) > Times.millis(moment);
    FloorEvent fact =
        later
            ? FloorEvent.newBuilder()
                .setQueuePlanned(QueuePlanned.newBuilder().setSettings(settings))
                .build()
            : changed(settings);
    return Decision.accepted(Reply.getDefaultInstance(), List.of(fact));
  }

  /** The fact that the queue is run so from now on. */
  public static FloorEvent changed(QueueSettings settings) {
    return FloorEvent.newBuilder()
        .setQueueChanged(QueueChanged.newBuilder().setSettings(settings))
        .build();
  }

  private @Nullable Decision<FloorEvent> lenders(QueueSettings settings) {
    if (settings.getBorrowFromCount() > LENDERS_MAX) {
      return Decision.invalidField(
          "settings.borrow_from",
          settings.getBorrowFromCount() + " floors",
          "at most " + LENDERS_MAX);
    }
    for (int i = 0; i < settings.getBorrowFromCount(); i++) {
      String lender = settings.getBorrowFrom(i);
      if (lender.equals(district) || !directory.isDistrict(lender)) {
        return Decision.invalidField(
            "settings.borrow_from[" + i + "]",
            CallRefusals.shortened(lender),
            "another district, by its six digits");
      }
    }
    return settings.getBorrowSeconds() == 0
        ? null
        : range("settings.borrow_seconds", settings.getBorrowSeconds(), BORROW_SECONDS_MIN, HOUR);
  }

  private @Nullable Decision<FloorEvent> tooMany(QueueSettings settings) {
    boolean known =
        queues.all().stream().anyMatch(each -> each.getQueue().equals(settings.getQueue()));
    if (!known && queues.all().size() >= QUEUES_MAX) {
      return Decision.invalidField(
          "settings.queue", settings.getQueue(), "one of the " + QUEUES_MAX + " that are there");
    }
    return queues.plans().size() >= PLANS_MAX
        ? Decision.invalidField(
            "settings.valid_from", "a further plan", "at most " + PLANS_MAX + " plans at a time")
        : null;
  }

  private static @Nullable Decision<FloorEvent> invalid(QueueSettings settings) {
    if (!Fields.isPlainName(settings.getQueue(), 0, NAME_MAX)) {
      return Decision.invalidField(
          "settings.queue",
          settings.getQueue().length() + " characters",
          "1 to " + NAME_MAX + " Latin letters, digits or dashes");
    }
    if (settings.getStrategy() == SeatStrategy.UNRECOGNIZED) {
      return Decision.invalidField(
          "settings.strategy", settings.getStrategyValue(), "one of the strategies");
    }
    Decision<FloorEvent> invalid = steps(settings);
    if (invalid == null && settings.hasOpening()) {
      invalid = opening(settings.getOpening());
    }
    return invalid == null ? numbers(settings) : invalid;
  }

  private static @Nullable Decision<FloorEvent> opening(OpeningHours hours) {
    int from = hours.getFromMinute();
    return first(
        range("settings.opening.from_minute", from, 0, DAY_MINUTES - 1),
        range("settings.opening.to_minute", hours.getToMinute(), from + 1, DAY_MINUTES));
  }

  private static @Nullable Decision<FloorEvent> steps(QueueSettings settings) {
    if (settings.getStepsCount() > STEPS_MAX) {
      return Decision.invalidField(
          "settings.steps", settings.getStepsCount() + " steps", "at most " + STEPS_MAX);
    }
    for (int i = 0; i < settings.getStepsCount(); i++) {
      RoutingStep step = settings.getSteps(i);
      String name = "settings.steps[" + i + "]";
      Decision<FloorEvent> invalid = range(name + ".seconds", step.getSeconds(), 1, HOUR);
      if (invalid == null && !step.getAnySeat()) {
        invalid = range(name + ".min_level", step.getMinLevel(), Lines.LOWEST, Lines.HIGHEST);
      }
      if (invalid != null) {
        return invalid;
      }
    }
    return null;
  }

  private static @Nullable Decision<FloorEvent> numbers(QueueSettings s) {
    return first(
        range("settings.priority", s.getPriority(), 0, 9),
        range("settings.ageing_seconds", s.getAgeingSeconds(), 0, HOUR),
        range("settings.max_length", s.getMaxLength(), 0, 100_000),
        range("settings.repeat_caller_seconds", s.getRepeatCallerSeconds(), 0, HOUR),
        range("settings.emergency_seconds", s.getEmergencySeconds(), 0, HOUR),
        range("settings.distress_seconds", s.getDistressSeconds(), 0, HOUR),
        range("settings.max_boost_seconds", s.getMaxBoostSeconds(), 0, HOUR),
        range("settings.resume_seconds", s.getResumeSeconds(), 0, 600),
        range("settings.repeat_seconds", s.getRepeatSeconds(), 0, DAY),
        range("settings.refused_seconds", s.getRefusedSeconds(), 0, HOUR),
        range("settings.callback_ring_seconds", s.getCallbackRingSeconds(), 0, 120),
        range("settings.callback_rest_seconds", s.getCallbackRestSeconds(), 0, DAY),
        range("settings.callback_attempts", s.getCallbackAttempts(), 0, 10),
        range("settings.lend_above", s.getLendAbove(), 0, 100_000),
        range("settings.alert_waiting", s.getAlertWaiting(), 0, 100_000),
        range("settings.alert_service_level", s.getAlertServiceLevel(), 0, 100));
  }

  @SafeVarargs
  private static @Nullable Decision<FloorEvent> first(@Nullable Decision<FloorEvent>... all) {
    for (Decision<FloorEvent> each : all) {
      if (each != null) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable Decision<FloorEvent> range(String field, int value, int min, int max) {
    return value >= min && value <= max
        ? null
        : Decision.invalidField(field, value, min + " to " + max);
  }
}
