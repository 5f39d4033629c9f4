package city.hotline.simulator;

import city.hotline.core.shard.Outcome;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.Map;
import java.util.function.Consumer;

/** What the owner says to commands, new ones and such as come again, and whether it may. */
final class Judge {
  private final Owner owner;
  private final Mail mail;
  private final Consumer<Record> taken;
  private final Consumer<Refusal> refusals;
  private long accepted;
  private long refused;
  private long repeated;

  /**
   * Judges one owner.
   *
   * @param taken is given each record that is to be applied, to the owner too
   * @param refusals is told each refusal
   */
  Judge(Owner owner, Mail mail, Consumer<Record> taken, Consumer<Refusal> refusals) {
    this.owner = owner;
    this.mail = mail;
    this.taken = taken;
    this.refusals = refusals;
  }

  void once(ShardCommand command, Moment moment) {
    Outcome outcome = owner.decide(command, moment);
    if (outcome instanceof Outcome.Accepted yes) {
      accepted++;
      taken.accept(yes.record());
      mail.sent(command, owner.shard().position());
    } else if (outcome instanceof Outcome.Refused no) {
      refuse(no);
      mail.sent(command, null);
    } else {
      throw new Wrong("a new command was taken for a repeated one: " + command + outcome);
    }
  }

  /** What was carried out must never be again; what was refused may be judged anew. */
  void again(Mail.Sent sent, Moment moment) {
    Outcome outcome = owner.decide(sent.command(), moment);
    if (sent.done() == null) {
      Wrong.unless(
          !(outcome instanceof Outcome.Repeated), () -> "refused, but remembered: " + sent);
      if (outcome instanceof Outcome.Refused no) {
        refuse(no);
      }
      return;
    }
    if (outcome instanceof Outcome.Repeated before) {
      repeated++;
      Wrong.unlessEqual(before.position(), sent.done(), "where a command was carried out");
      return;
    }
    boolean forgotten =
        !mail.isRemembered(sent.command())
            && outcome instanceof Outcome.Refused no
            && no.refusal().getReason() == Refusal.REFUSAL_REQUEST_TOO_OLD;
    Wrong.unless(forgotten, () -> "done twice, or not remembered: " + sent + " " + outcome);
    refuse((Outcome.Refused) outcome);
  }

  private void refuse(Outcome.Refused no) {
    refused++;
    refusals.accept(no.refusal().getReason());
    Wrong.unless(!no.refusal().getAdvice().isBlank(), () -> "no advice: " + no);
  }

  Lived lived(long commands, long crashes, long failOvers, long recounts, Map<String, Long> seen) {
    return new Lived(commands, accepted, refused, repeated, crashes, failOvers, recounts, seen);
  }
}
