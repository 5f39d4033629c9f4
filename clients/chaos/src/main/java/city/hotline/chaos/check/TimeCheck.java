package city.hotline.chaos.check;

import city.hotline.chaos.history.Attempt;
import city.hotline.chaos.history.History;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.RequestId;
import com.google.protobuf.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Grid time of a command is when it was carried out: after it was first said, before it was
 * answered, by the clock of this process. A node may be half a second off, and be told late.
 */
final class TimeCheck implements Check {
  private static final long MOST_OFF_MS = 1_000;

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    History history = evidence.history();
    List<Attempt> attempts = history.attempts();
    Map<RequestId, Long> firstSaid = new HashMap<>();
    attempts.forEach(
        a -> firstSaid.merge(a.request(), history.timeMs(a.invokedNanos()), Math::min));
    for (Attempt attempt : attempts) {
      Acknowledgement with = attempt.acknowledgement();
      Record record = with == null ? null : log.at(with.getShard(), with.getPosition());
      if (with == null || record == null) {
        continue;
      }
      long time = millis(record.getMoment().getTime());
      long said = firstSaid.getOrDefault(attempt.request(), time);
      long answered = history.timeMs(attempt.returnedNanos());
      if (time < said - MOST_OFF_MS || time > answered + MOST_OFF_MS) {
        findings.add(
            Violation.Kind.WRONG_TIME,
            AnswersCheck.name(attempt, with)
                + " was carried out by grid time "
                + (time < said ? said - time : time - answered)
                + (time < said ? " ms before it was said" : " ms after it was answered"));
      }
    }
  }

  private static long millis(Timestamp time) {
    return time.getSeconds() * 1_000 + time.getNanos() / 1_000_000;
  }
}
