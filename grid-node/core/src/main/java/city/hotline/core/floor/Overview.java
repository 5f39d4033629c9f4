package city.hotline.core.floor;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.queue.Asked;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.supervision.v1.FloorPicture;
import city.hotline.proto.supervision.v1.PriorityPicture;
import city.hotline.proto.supervision.v1.QueuePicture;
import city.hotline.proto.supervision.v1.SeatSummary;
import java.util.Collections;
import java.util.TreeMap;

/**
 * A floor as its supervisor sees it. Looks at everybody who waits and every seat that is taken: for
 * a few eyes a second, not for each command.
 */
final class Overview {

  private Overview() {}

  static FloorPicture.Builder of(Lineup lineup) {
    FloorPicture.Builder picture = FloorPicture.newBuilder();
    queues(lineup, picture);
    lineup
        .seats()
        .show(
            (seat, shown) ->
                picture.addSeats(
                    SeatSummary.newBuilder()
                        .setSeatId(seat.getSeatId())
                        .setOperator(seat.getOperator())
                        .setState(shown)
                        .setPresence(seat.getPresence())
                        .setCallId(seat.getCallId())
                        .setTexts(seat.getTextsCount())
                        .setHandled(seat.getHandled())));
    return picture.setSeatsByState(lineup.seats().figures()).addAllAlerts(lineup.alerts().all());
  }

  /** Callers come by arrival: the first one met waits longest. */
  private static void queues(Lineup lineup, FloorPicture.Builder picture) {
    TreeMap<String, QueuePicture.Builder> queues = new TreeMap<>();
    TreeMap<Integer, PriorityPicture.Builder> priorities =
        new TreeMap<>(Collections.reverseOrder());
    for (QueueSettings settings : lineup.queues().all()) {
      queues.put(settings.getQueue(), QueuePicture.newBuilder().setSettings(settings));
    }
    for (Call call : lineup.waiting().all()) {
      add(
          call,
          queues.computeIfAbsent(
              Asked.queue(call),
              name -> QueuePicture.newBuilder().setSettings(lineup.queues().of(name))));
      add(
          call,
          priorities.computeIfAbsent(
              call.getPriority(), priority -> PriorityPicture.newBuilder().setPriority(priority)));
    }
    queues.values().forEach(picture::addQueues);
    priorities.values().forEach(picture::addPriorities);
  }

  private static void add(Call call, QueuePicture.Builder queue) {
    if (queue.getWaiting() == 0) {
      queue.setLongestSince(call.getQueuedAt()).setLongestCallId(call.getCallId());
    }
    queue.setWaiting(queue.getWaiting() + 1);
    if (call.getBoostsCount() > 0) {
      queue.setBoosted(queue.getBoosted() + 1);
    }
    if (CallLife.isCalledBack(call)) {
      queue.setCallbacks(queue.getCallbacks() + 1);
    }
  }

  private static void add(Call call, PriorityPicture.Builder priority) {
    if (priority.getWaiting() == 0) {
      priority.setLongestSince(call.getQueuedAt()).setLongestCallId(call.getCallId());
    }
    priority.setWaiting(priority.getWaiting() + 1);
  }
}
