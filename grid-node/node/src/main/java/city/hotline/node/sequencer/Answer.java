package city.hotline.node.sequencer;

import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.Map;

/** What a caller is told. */
public sealed interface Answer {

  /** Carried out, and safe to the grid's durability class. */
  record Accepted(Reply reply, Acknowledgement acknowledgement) implements Answer {}

  /** Not carried out; or, with OUTCOME_UNKNOWN, not known yet. */
  record Refused(CommandRefused refusal) implements Answer {}

  /** A refusal by the node rather than by the shard's rules. */
  static Answer refused(
      ShardCommand command, Refusal reason, Map<String, String> metadata, String advice) {
    CommandRefused.Builder refused =
        CommandRefused.newBuilder().setReason(reason).putAllMetadata(metadata).setAdvice(advice);
    if (command.hasRequestId()) {
      RequestId id = command.getRequestId();
      refused.setRequestId(id);
    }
    return new Refused(refused.build());
  }
}
