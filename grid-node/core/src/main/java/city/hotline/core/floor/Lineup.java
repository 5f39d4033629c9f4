package city.hotline.core.floor;

import city.hotline.core.queue.Queues;
import city.hotline.core.queue.RecentCallers;
import city.hotline.core.queue.WaitingCalls;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.FloorState;

/**
 * Who stands on a floor: the callers who wait, those who were here, the seats, and in what order.
 */
record Lineup(Queues queues, WaitingCalls waiting, RecentCallers recent, Seats seats) {

  /** As the state says; calls and seats are yet to be put in. */
  static Lineup of(FloorState state) {
    Queues queues = new Queues(state.getQueuesList(), state.getPlannedQueuesList());
    return new Lineup(
        queues,
        new WaitingCalls(),
        new RecentCallers(state.getRecentCallersList(), queues),
        new Seats(state.getLastIdleOrder(), queues));
  }

  /** Adds to the state what is neither a call nor a seat. */
  void freeze(FloorState.Builder state) {
    state
        .addAllQueues(queues.all())
        .addAllPlannedQueues(queues.plans())
        .addAllRecentCallers(recent.all())
        .setLastIdleOrder(seats.lastIdleOrder());
  }
}
