package city.hotline.node.sequencer;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.grid.OwnerWork;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands and reads that run together on the partition's thread, in order. */
final class Batch implements OwnerWork {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private final LaneContext context;
  private final ShardId shard;
  private final long epoch;
  private final List<Ask> asks;
  private final List<JournaledRecord> records = new ArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();
  private volatile boolean ran;
  private volatile boolean owned;
  private volatile boolean refuses;
  private volatile long lastSequence;
  private volatile long nextDeadlineMs = Long.MIN_VALUE;

  Batch(LaneContext context, ShardId shard, long epoch, List<Ask> asks) {
    this.context = context;
    this.shard = shard;
    this.epoch = epoch;
    this.asks = asks;
  }

  @Override
  public void run(Replica replica) {
    owned = replica.asOwner(epoch, this::decide);
    if (owned && !records.isEmpty()) {
      context.confirmOwn(shard, replica.position());
    }
    ran = true;
  }

  private void decide(Replica.Writer writer) {
    Shard state = writer.shard();
    Timestamp now = Times.timestamp(Math.max(context.nowMs(), state.lastMomentMs()));
    for (Ask ask : asks) {
      if (ask instanceof Ask.Command command) {
        command.outcome = decide(writer, state, now, command.command);
      } else if (ask instanceof Ask.Read<?> read) {
        read.read(state);
      }
    }
    lastSequence = state.position().getSequence();
    nextDeadlineMs = state.contents().nextDeadlineMs();
  }

  private Answer decide(Replica.Writer writer, Shard state, Timestamp now, ShardCommand command) {
    Outcome outcome;
    try {
      outcome = state.decide(command, moment(now), epoch, context.nodeId());
    } catch (RuntimeException e) {
      LOG.error("{}: judging {} failed", shard, command.getCommandCase(), e);
      return defect(command);
    }
    if (outcome instanceof Outcome.Accepted accepted) {
      JournaledRecord record = writer.append(accepted.record());
      if (record == null) {
        return diskFull(command);
      }
      records.add(record);
      entries.add(record.entry());
      return new Answer.Accepted(
          record.record().getReply(), acknowledgement(state.position(), false));
    } else if (outcome instanceof Outcome.Repeated repeated) {
      return new Answer.Accepted(repeated.reply(), acknowledgement(repeated.position(), true));
    }
    refuses = true;
    return new Answer.Refused(
        ((Outcome.Refused) outcome).refusal().toBuilder().setPosition(state.position()).build());
  }

  private Answer diskFull(ShardCommand command) {
    return Answer.refused(
        command,
        Refusal.REFUSAL_DISK_FULL,
        Map.of("node", context.nodeId()),
        "The owner's disk is full: free space on node " + context.nodeId() + ", then try again.");
  }

  /** A command that the rules cannot judge is refused alone: those around it are decided. */
  private Answer defect(ShardCommand command) {
    return Answer.refused(
        command,
        Refusal.REFUSAL_INVALID_FIELD,
        Map.of(
            "field", "command",
            "value", command.getCommandCase().name(),
            "expected", "one that the rules can judge"),
        "Judging this command failed, nothing was decided: see the log of node "
            + context.nodeId()
            + ".");
  }

  private Moment moment(Timestamp now) {
    return Moment.newBuilder().setTime(now).setSeed(context.seed()).build();
  }

  private Acknowledgement acknowledgement(Position position, boolean repeated) {
    return Acknowledgement.newBuilder()
        .setShard(shard.toRef())
        .setPosition(position)
        .setDurability(context.durability())
        .setRepeated(repeated)
        .build();
  }

  @Override
  public List<byte[]> entries() {
    return entries;
  }

  List<JournaledRecord> records() {
    return records;
  }

  List<Ask> asks() {
    return asks;
  }

  /** Whether it ran on the partition's thread, with this node as owner: its outcomes are set. */
  boolean decided() {
    return ran && owned;
  }

  /**
   * Whether something was refused and nothing accepted: then no confirmation will say that the
   * epoch still stood when that was judged.
   */
  boolean refusesOnly() {
    return refuses && records.isEmpty();
  }

  long epoch() {
    return epoch;
  }

  long lastSequence() {
    return lastSequence;
  }

  long nextDeadlineMs() {
    return nextDeadlineMs;
  }
}
