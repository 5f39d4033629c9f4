package city.hotline.chaos.check;

import city.hotline.chaos.history.Attempt;
import city.hotline.chaos.history.Shards;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal was judged by a state that holds everything which was answered before the command was
 * said: an owner that was replaced without knowing it must not refuse what its successor would do.
 */
final class RefusalsInTimeCheck implements Check {

  /** What was answered, and when; or what was refused, by which state, and when it was said. */
  private record Moment(long nanos, long sequence, boolean refusal, Attempt attempt) {}

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    Map<ShardRef, List<Moment>> byShard = new HashMap<>();
    for (Attempt attempt : evidence.history().attempts()) {
      CommandRefused refused = attempt.refused();
      if (attempt.acknowledgement() != null) {
        byShard
            .computeIfAbsent(attempt.acknowledgement().getShard(), s -> new ArrayList<>())
            .add(
                new Moment(
                    attempt.returnedNanos(),
                    attempt.acknowledgement().getPosition().getSequence(),
                    false,
                    attempt));
      } else if (refused != null && refused.getPosition().getSequence() > 0) {
        byShard
            .computeIfAbsent(attempt.shard(), s -> new ArrayList<>())
            .add(
                new Moment(
                    attempt.invokedNanos(), refused.getPosition().getSequence(), true, attempt));
      }
    }
    byShard.values().forEach(moments -> check(moments, findings));
  }

  private static void check(List<Moment> moments, Findings findings) {
    long first = moments.get(0).nanos();
    moments.sort(Comparator.comparingLong(m -> m.nanos() - first));
    Moment latest = null;
    for (Moment moment : moments) {
      if (!moment.refusal()) {
        latest = latest == null || moment.sequence() > latest.sequence() ? moment : latest;
      } else if (latest != null && moment.sequence() < latest.sequence()) {
        findings.add(
            Violation.Kind.REFUSED_BY_THE_PAST,
            moment.attempt().command()
                + " was refused by the state at sequence "
                + moment.sequence()
                + " of "
                + Shards.name(moment.attempt().shard())
                + ", after "
                + latest.attempt().command()
                + " had been acknowledged at sequence "
                + latest.sequence());
      }
    }
  }
}
