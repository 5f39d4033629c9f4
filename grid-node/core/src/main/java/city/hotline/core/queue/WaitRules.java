package city.hotline.core.queue;

import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallRelaxed;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.RefusalLapsed;
import city.hotline.proto.floor.v1.RefusedOffer;
import city.hotline.proto.floor.v1.SeatWanted;
import city.hotline.proto.shard.v1.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a call by waiting: less is asked of a seat, refusals are forgotten, other floors
 * are asked for a seat.
 */
public final class WaitRules {

  private final Queues queues;

  /** Rules over the queues of one floor. */
  public WaitRules(Queues queues) {
    this.queues = queues;
  }

  /** When something is due for a queued call, milliseconds, or {@link StateMachine#NEVER}. */
  public static long dueMs(Call call) {
    long due = Math.min(stepMs(call), borrowMs(call));
    RefusedOffer refusal = soonest(call);
    return refusal == null ? due : Math.min(due, Times.millis(refusal.getUntil()));
  }

  private static long stepMs(Call call) {
    return call.hasStepUntil() ? Times.millis(call.getStepUntil()) : StateMachine.NEVER;
  }

  private static long borrowMs(Call call) {
    return call.hasBorrowAt() ? Times.millis(call.getBorrowAt()) : StateMachine.NEVER;
  }

  private static @Nullable RefusedOffer soonest(Call call) {
    RefusedOffer soonest = null;
    for (int i = 0; i < call.getRefusalsCount(); i++) {
      RefusedOffer each = call.getRefusals(i);
      if (each.hasUntil()
          && (soonest == null
              || Times.millis(each.getUntil()) < Times.millis(soonest.getUntil()))) {
        soonest = each;
      }
    }
    return soonest;
  }

  /** The fact that a call whose {@link #dueMs} has passed brings about. */
  public FloorEvent due(Call call, Moment moment) {
    long dueMs = dueMs(call);
    if (stepMs(call) == dueMs) {
      return FloorEvent.newBuilder().setCallRelaxed(relaxed(call)).build();
    }
    if (borrowMs(call) == dueMs) {
      return FloorEvent.newBuilder().setSeatWanted(wanted(call, moment)).build();
    }
    RefusedOffer refusal = soonest(call);
    String seatId = refusal == null ? "" : refusal.getSeatId();
    return FloorEvent.newBuilder()
        .setRefusalLapsed(RefusalLapsed.newBuilder().setCallId(call.getCallId()).setSeatId(seatId))
        .build();
  }

  /** A step begins where the one before ended, however late anybody looks. */
  private CallRelaxed relaxed(Call call) {
    QueueSettings settings = queues.of(Asked.queue(call));
    int next = call.getStep() + 1;
    CallRelaxed.Builder relaxed = CallRelaxed.newBuilder().setCallId(call.getCallId());
    if (next >= settings.getStepsCount()) {
      // The queue has fewer steps than it had: the call stays where it is.
      return relaxed.setStep(call.getStep()).setAsked(call.getAsked()).build();
    }
    relaxed.setStep(next).setAsked(settings.getSteps(next));
    if (next + 1 < settings.getStepsCount()) {
      long untilMs =
          Times.millis(call.getStepUntil()) + settings.getSteps(next).getSeconds() * 1000L;
      relaxed.setUntil(Times.timestamp(untilMs));
    }
    return relaxed.build();
  }

  /**
   * The next of the floors, by turns; none when the queue borrows from nobody any more. However
   * late anybody looks, one at a time is asked; each round of asking takes longer than the one
   * before.
   */
  private SeatWanted wanted(Call call, Moment moment) {
    QueueSettings settings = queues.of(Asked.queue(call));
    SeatWanted.Builder wanted =
        SeatWanted.newBuilder()
            .setCallId(call.getCallId())
            .setQueue(Asked.queue(call))
            .setSkill(Asked.skill(call))
            .setLevel(Asked.level(call));
    int floors = settings.getBorrowFromCount();
    if (floors == 0) {
      return wanted.build();
    }
    call.getRefusalsList().forEach(refusal -> wanted.addRefusedBy(refusal.getSeatId()));
    long rounds = 1L + call.getSeatsAsked() / floors;
    long againMs = Times.millis(moment) + rounds * Queues.borrowSeconds(settings) * 1000L;
    return wanted
        .setLender(settings.getBorrowFrom(call.getSeatsAsked() % floors))
        .setAgainAt(Times.timestamp(againMs))
        .build();
  }
}
