package city.hotline.simulator;

import city.hotline.proto.floor.v1.Alert;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** What must be wrong on a floor, worked out from its state and how its last callers fared. */
final class AlertLaws {
  private static final int CALLERS = 20;
  private static final int LEVEL_MS = 15_000;

  private final Map<String, String> queues = new HashMap<>();
  private final Map<String, ArrayDeque<Boolean>> fared = new HashMap<>();

  void heard(FloorEvent event) {
    if (event.hasCallQueued() || event.hasCallTransferred()) {
      Call call =
          event.hasCallQueued()
              ? event.getCallQueued().getCall()
              : event.getCallTransferred().getCall();
      queues.put(call.getCallId(), queueOf(call));
    } else if (event.hasCallAccepted()) {
      fared(event.getCallAccepted().getCallId(), event.getCallAccepted().getWaitedMs() <= LEVEL_MS);
    } else if (event.hasCallAbandoned() && !event.getCallAbandoned().getShortAbandon()) {
      fared(event.getCallAbandoned().getCallId(), false);
    }
  }

  private void fared(String call, boolean inTime) {
    ArrayDeque<Boolean> last =
        fared.computeIfAbsent(queues.getOrDefault(call, ""), queue -> new ArrayDeque<>());
    last.add(inTime);
    if (last.size() > CALLERS) {
      last.remove();
    }
  }

  private static String queueOf(Call call) {
    return call.getQueue().isEmpty() ? "general" : call.getQueue();
  }

  void hold(FloorState state) {
    TreeSet<String> wrong = new TreeSet<>();
    for (QueueSettings settings : state.getQueuesList()) {
      String queue = settings.getQueue();
      long waiting =
          state.getCallsList().stream()
              .filter(call -> waits(call) && queueOf(call).equals(queue))
              .count();
      if (settings.getAlertWaiting() > 0 && waiting > settings.getAlertWaiting()) {
        wrong.add(AlertKind.ALERT_KIND_QUEUE_LONG + " " + queue);
      }
      ArrayDeque<Boolean> last = fared.getOrDefault(queue, new ArrayDeque<>());
      long inTime = last.stream().filter(answered -> answered).count();
      if (last.size() == CALLERS && inTime * 5 < settings.getAlertServiceLevel()) {
        wrong.add(AlertKind.ALERT_KIND_SERVICE_LEVEL_LOW + " " + queue);
      }
    }
    for (Seat seat : state.getSeatsList()) {
      boolean onContact =
          !seat.getCallId().isEmpty()
              || !seat.getAccompanies().isEmpty()
              || seat.getTextsCount() > 0;
      if (seat.getRouting() == Routing.ROUTING_NOT_RESPONDING && onContact) {
        wrong.add(AlertKind.ALERT_KIND_SEAT_STUCK + " " + seat.getSeatId());
      }
    }
    TreeSet<String> raised = new TreeSet<>();
    for (Alert alert : state.getAlertsList()) {
      raised.add(alert.getKind() + " " + alert.getSubject());
    }
    Wrong.unlessEqual(raised, wrong, "alerts");
  }

  private static boolean waits(Call call) {
    return switch (call.getState()) {
      case CALL_STATE_QUEUED, CALL_STATE_OFFERED, CALL_STATE_DIALLING, CALL_STATE_RESTING -> true;
      default -> false;
    };
  }
}
