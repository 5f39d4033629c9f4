package city.hotline.chaos.check;

import city.hotline.chaos.history.Attempt;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was answered before something else was first said stands before it in their shard's log.
 *
 * <p>Going up the log, everything must have been answered after the latest first saying below it.
 */
final class OrderInTimeCheck implements Check {

  private record Done(long sequence, long firstSaid, long answered, Attempt attempt) {}

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    List<Attempt> attempts = evidence.history().attempts();
    Map<RequestId, Long> firstSaid = new HashMap<>();
    attempts.forEach(
        a -> firstSaid.merge(a.request(), a.invokedNanos(), OrderInTimeCheck::earlier));
    Map<ShardRef, List<Done>> byShard = new HashMap<>();
    for (Attempt attempt : attempts) {
      Acknowledgement with = attempt.acknowledgement();
      if (with != null) {
        byShard
            .computeIfAbsent(with.getShard(), s -> new ArrayList<>())
            .add(
                new Done(
                    with.getPosition().getSequence(),
                    firstSaid.getOrDefault(attempt.request(), attempt.invokedNanos()),
                    attempt.returnedNanos(),
                    attempt));
      }
    }
    byShard.values().forEach(done -> check(done, findings));
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  private static void check(List<Done> shard, Findings findings) {
    shard.sort(Comparator.comparingLong(Done::sequence));
    Done latest = shard.get(0);
    for (Done done : shard) {
      if (done.sequence() > latest.sequence() && done.answered() - latest.firstSaid() < 0) {
        findings.add(
            Violation.Kind.REAL_TIME_ORDER,
            done.attempt().command()
                + " was answered at sequence "
                + done.sequence()
                + " before "
                + latest.attempt().command()
                + " was said, which got sequence "
                + latest.sequence()
                + " of "
                + done.attempt().shard().getDistrict());
      }
      if (done.firstSaid() - latest.firstSaid() > 0) {
        latest = done;
      }
    }
  }
}
