package city.hotline.core.queue;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Boost;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.QueueSettings;
import java.util.List;

/**
 * Who comes before whom: everybody stands where he would stand, had he come earlier by what his
 * priority and his boosts are worth. So a place never changes by waiting, whoever waits long enough
 * is overtaken by nobody, and the wait that is reported is the real one.
 */
final class CallPlace {

  private CallPlace() {}

  /** Where a call stands, milliseconds since 1970; less is sooner. */
  static long ms(Call call, List<Boost> boosts, QueueSettings settings) {
    long boosted = 0;
    for (int i = 0; i < boosts.size(); i++) {
      boosted += boosts.get(i).getSeconds();
    }
    long aheadSeconds =
        (long) call.getPriority() * Queues.ageingSeconds(settings)
            + Math.min(boosted, Queues.maxBoostSeconds(settings));
    return firstQueuedMs(call) - aheadSeconds * 1000;
  }

  /** Who was passed on stands where he would stand, had he called there first. */
  private static long firstQueuedMs(Call call) {
    return Times.millis(
        call.getTransfersCount() == 0 ? call.getQueuedAt() : call.getTransfers(0).getQueuedAt());
  }

  /** What the reason is worth in the queue, seconds. */
  static int seconds(BoostReason reason, QueueSettings settings) {
    return switch (reason) {
      case BOOST_REASON_REPEAT_CALLER -> settings.getRepeatCallerSeconds();
      case BOOST_REASON_EMERGENCY -> settings.getEmergencySeconds();
      case BOOST_REASON_DISTRESS -> settings.getDistressSeconds();
      case BOOST_REASON_UNSPECIFIED, UNRECOGNIZED -> 0;
    };
  }

  /** Whether the call is ahead for this reason. */
  static boolean isBoosted(List<Boost> boosts, BoostReason reason) {
    for (int i = 0; i < boosts.size(); i++) {
      if (boosts.get(i).getReason() == reason) {
        return true;
      }
    }
    return false;
  }
}
