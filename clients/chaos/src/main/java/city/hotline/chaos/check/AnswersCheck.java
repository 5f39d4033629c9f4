package city.hotline.chaos.check;

import city.hotline.chaos.history.Attempt;
import city.hotline.chaos.history.Shards;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Every acknowledged command is in the log where its answer said, under its request id, and the log
 * says the same as the answer. What answers a repeat is judged alike.
 */
final class AnswersCheck implements Check {

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    for (Attempt attempt : evidence.history().attempts()) {
      Acknowledgement with = attempt.acknowledgement();
      if (with == null) {
        continue;
      }
      Record record = log.at(with.getShard(), with.getPosition());
      if (record == null || !record.getRequestId().equals(attempt.request())) {
        findings.add(
            Violation.Kind.ACKNOWLEDGED_AND_LOST,
            name(attempt, with) + " is not there; there is " + what(log, with));
      } else if (!says(record.getReply(), attempt.reply())) {
        findings.add(
            Violation.Kind.REPLY_DIFFERS,
            name(attempt, with)
                + ": the log says "
                + text(record.getReply())
                + ", the answer "
                + text(attempt.reply()));
      }
    }
  }

  /** Whether the log's reply says all that the answer says. */
  private static boolean says(Reply logged, @Nullable Reply answered) {
    return answered == null || logged.toBuilder().mergeFrom(answered).build().equals(logged);
  }

  private static String text(@Nullable Reply reply) {
    return reply == null
        ? "nothing"
        : "call '"
            + reply.getCallId()
            + "' seat '"
            + reply.getSeatId()
            + "' order '"
            + reply.getOrderId()
            + "'";
  }

  private static String what(SurvivingLog log, Acknowledgement with) {
    Record there = log.at(with.getShard(), with.getPosition().getSequence());
    return there == null
        ? "nothing, the log ends at " + Shards.name(log.last(with.getShard()))
        : "the record of epoch "
            + there.getEpoch()
            + " for request "
            + there.getRequestId().getSession()
            + "/"
            + there.getRequestId().getCounter();
  }

  static String name(Attempt attempt, Acknowledgement with) {
    return attempt.command()
        + " (request "
        + attempt.request().getSession()
        + "/"
        + attempt.request().getCounter()
        + ") acknowledged at "
        + Shards.name(with.getShard())
        + " "
        + Shards.name(with.getPosition())
        + (with.getRepeated() ? " as a repeat" : "");
  }
}
