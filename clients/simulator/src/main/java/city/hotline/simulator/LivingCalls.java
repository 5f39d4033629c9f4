package city.hotline.simulator;

import city.hotline.proto.floor.v1.FloorEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The ids of the calls that are not over, by facts; any of them at the same cost. */
final class LivingCalls {
  private static final String NONE = "110105-0";

  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  void heard(FloorEvent event) {
    switch (event.getEventCase()) {
      case CALL_QUEUED -> add(event.getCallQueued().getCall().getCallId());
      case CALL_WRAPPED_UP -> remove(event.getCallWrappedUp().getCallId());
      case CALL_ABANDONED -> remove(event.getCallAbandoned().getCallId());
      case CALL_FLOWED_OUT -> remove(event.getCallFlowedOut().getCallId());
      case CALL_FAILED -> remove(event.getCallFailed().getCallId());
      default -> {
        // it lives on
      }
    }
  }

  private void add(String id) {
    places.put(id, ids.size());
    ids.add(id);
  }

  private void remove(String id) {
    Integer place = places.remove(id);
    Wrong.unless(place != null, () -> id + " is over, but was not there");
    String last = ids.remove(ids.size() - 1);
    if (place != null && place < ids.size()) {
      ids.set(place, last);
      places.put(last, place);
    }
  }

  int size() {
    return ids.size();
  }

  String any(SplittableRandom random) {
    return ids.isEmpty() ? NONE : ids.get(random.nextInt(ids.size()));
  }
}
