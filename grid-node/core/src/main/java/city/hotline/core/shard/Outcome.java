package city.hotline.core.shard;

import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.Reply;

/** What a shard says to a command. */
public sealed interface Outcome {

  /** It becomes this record: journal it, then apply it. */
  record Accepted(Record record) implements Outcome {}

  /** It was carried out before; this was and is the answer. */
  record Repeated(Reply reply, Position position) implements Outcome {}

  /** It changes nothing. */
  record Refused(CommandRefused refusal) implements Outcome {}
}
