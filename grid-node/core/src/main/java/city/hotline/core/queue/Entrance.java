package city.hotline.core.queue;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.directory.Directories;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Boost;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallFlowedOut;
import city.hotline.proto.floor.v1.CallQueued;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.RoutingStep;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that was let in gets its place in its queue, or is led away from one that is full; it is
 * counted either way.
 */
public final class Entrance {

  private final Arrivals arrivals;
  private final Directories directories;
  private final Queues queues;
  private final WaitingCalls waiting;
  private final RecentCallers recent;

  /** Over the queues of one floor and who waits in them. */
  public Entrance(
      Arrivals arrivals,
      Directories directories,
      Queues queues,
      WaitingCalls waiting,
      RecentCallers recent) {
    this.arrivals = arrivals;
    this.directories = directories;
    this.queues = queues;
    this.waiting = waiting;
    this.recent = recent;
  }

  /** Refuses what {@link Arrivals} refuses, and nothing else. */
  public Decision<FloorEvent> report(ReportArrival arrival, Moment moment) {
    Decision<FloorEvent> letIn = arrivals.report(arrival, moment);
    if (!(letIn instanceof Decision.Accepted<FloorEvent> accepted)) {
      return letIn;
    }
    Call call = accepted.events().get(0).getCallQueued().getCall();
    QueueSettings settings = queues.of(Asked.queue(call));
    List<FloorEvent> facts = new ArrayList<>(2);
    facts.add(
        FloorEvent.newBuilder()
            .setCallQueued(CallQueued.newBuilder().setCall(placed(call, arrival, settings)))
            .build());
    FlowOutKind away = leadsAway(settings, moment);
    if (away != null) {
      facts.add(ledAway(call, away));
    }
    return Decision.accepted(accepted.reply(), facts);
  }

  /** Why a queue takes nobody now: closed, or full; null while it takes callers. */
  public @Nullable FlowOutKind leadsAway(String queue, Moment moment) {
    return leadsAway(queues.of(queue), moment);
  }

  private @Nullable FlowOutKind leadsAway(QueueSettings settings, Moment moment) {
    if (!OpeningTimes.isOpen(settings, directories, moment)) {
      return FlowOutKind.FLOW_OUT_KIND_CLOSED;
    }
    return isFull(settings) ? FlowOutKind.FLOW_OUT_KIND_FULL : null;
  }

  /** The call with its place in the queue that it was passed on to, and the first step there. */
  public Call passedOn(Call call) {
    QueueSettings settings = queues.of(Asked.queue(call));
    Call.Builder placed =
        call.toBuilder()
            .clearStep()
            .clearAsked()
            .clearStepUntil()
            .clearPlace()
            .clearBorrowAt()
            .clearSeatsAsked();
    firstStep(placed, settings);
    setPlace(placed, CallPlace.ms(call, call.getBoostsList(), settings));
    return placed.build();
  }

  private boolean isFull(QueueSettings settings) {
    return settings.getMaxLength() > 0
        && waiting.count(settings.getQueue()) >= settings.getMaxLength();
  }

  private static FloorEvent ledAway(Call call, FlowOutKind kind) {
    return FloorEvent.newBuilder()
        .setCallFlowedOut(CallFlowedOut.newBuilder().setCallId(call.getCallId()).setKind(kind))
        .build();
  }

  private Call placed(Call call, ReportArrival arrival, QueueSettings settings) {
    int priority = arrival.getPriority() + settings.getPriority();
    List<Boost> boosts = boosts(call, arrival, settings);
    Call.Builder placed = call.toBuilder().setPriority(priority).addAllBoosts(boosts);
    firstStep(placed, settings);
    long placeMs = CallPlace.ms(placed.buildPartial(), boosts, settings);
    Timestamp former = recent.placeOf(call, settings);
    if (former != null) {
      placeMs = Math.min(placeMs, Times.millis(former));
    }
    setPlace(placed, placeMs);
    return placed.build();
  }

  private static void firstStep(Call.Builder call, QueueSettings settings) {
    if (settings.getBorrowFromCount() > 0 && call.getMedium() != Medium.MEDIUM_TEXT) {
      call.setBorrowAt(inLineFor(Queues.borrowSeconds(settings), call));
    }
    if (settings.getStepsCount() > 0) {
      RoutingStep first = settings.getSteps(0);
      call.setAsked(first);
      if (settings.getStepsCount() > 1) {
        call.setStepUntil(inLineFor(first.getSeconds(), call));
      }
    }
  }

  /** When the call has been in its queue for so long. */
  private static Timestamp inLineFor(int seconds, Call.Builder call) {
    return Times.timestamp(Times.millis(call.getQueuedAt()) + seconds * 1000L);
  }

  private static void setPlace(Call.Builder call, long placeMs) {
    if (placeMs != Times.millis(call.getQueuedAt())) {
      call.setPlace(Times.timestamp(placeMs));
    }
  }

  private List<Boost> boosts(Call call, ReportArrival arrival, QueueSettings settings) {
    List<Boost> boosts = new ArrayList<>(2);
    for (int i = 0; i < arrival.getBoostsCount(); i++) {
      add(boosts, arrival.getBoosts(i), settings);
    }
    if (recent.isRepeat(call, settings)) {
      add(boosts, BoostReason.BOOST_REASON_REPEAT_CALLER, settings);
    }
    return boosts;
  }

  private static void add(List<Boost> boosts, BoostReason reason, QueueSettings settings) {
    int seconds = CallPlace.seconds(reason, settings);
    if (seconds > 0 && !CallPlace.isBoosted(boosts, reason)) {
      boosts.add(Boost.newBuilder().setReason(reason).setSeconds(seconds).build());
    }
  }
}
