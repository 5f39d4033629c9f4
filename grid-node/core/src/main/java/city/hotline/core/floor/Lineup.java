package city.hotline.core.floor;

import city.hotline.core.alert.Alerts;
import city.hotline.core.queue.Queues;
import city.hotline.core.queue.RecentCallers;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.FloorState;

/**
 * Who stands on a floor: the callers who wait, those who were here, the seats, in what order, and
 * what is wrong with it.
 */
record Lineup(
    Queues queues, WaitingCalls waiting, RecentCallers recent, Seats seats, Alerts alerts) {

  /** As the state says; calls and seats are yet to be put in. */
  static Lineup of(FloorState state, FloorSettings settings) {
    Queues queues = new Queues(state.getQueuesList(), state.getPlannedQueuesList());
    WaitingCalls waiting = new WaitingCalls();
    return new Lineup(
        queues,
        waiting,
        new RecentCallers(state.getRecentCallersList(), queues),
        new Seats(state.getLastIdleOrder(), queues),
        new Alerts(queues, waiting, settings.getServiceLevelSeconds() * 1000L, state));
  }

  /** Adds to the state what is neither a call nor a seat. */
  void freeze(FloorState.Builder state) {
    state
        .addAllQueues(queues.all())
        .addAllPlannedQueues(queues.plans())
        .addAllRecentCallers(recent.all())
        .addAllAlerts(alerts.all())
        .addAllPulses(alerts.pulses())
        .setLastIdleOrder(seats.lastIdleOrder());
  }
}
