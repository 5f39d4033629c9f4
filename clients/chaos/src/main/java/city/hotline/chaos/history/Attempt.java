package city.hotline.chaos.history;

import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardRef;
import org.jspecify.annotations.Nullable;

/**
 * One command on the wire, and its answer. Several attempts may carry the same request id.
 *
 * @param request which request
 * @param shard whom it was for, as far as its text tells
 * @param command what was asked, for a person
 * @param invokedNanos before it was sent, {@link System#nanoTime}
 * @param returnedNanos after its answer came; 0 when none came
 * @param acknowledgement that it was carried out
 * @param reply what it brought about; only what the answer says
 * @param refused that it was not, and why
 */
public record Attempt(
    RequestId request,
    ShardRef shard,
    String command,
    long invokedNanos,
    long returnedNanos,
    @Nullable Acknowledgement acknowledgement,
    @Nullable Reply reply,
    @Nullable CommandRefused refused) {

  /** On its way. */
  public static Attempt sent(RequestId request, ShardRef shard, String command, long nanos) {
    return new Attempt(request, shard, command, nanos, 0, null, null, null);
  }

  /** Answered: carried out. */
  public Attempt acknowledged(Acknowledgement with, Reply brought, long nanos) {
    return new Attempt(request, shard, command, invokedNanos, nanos, with, brought, null);
  }

  /** Answered: not carried out. */
  public Attempt refused(CommandRefused why, long nanos) {
    return new Attempt(request, shard, command, invokedNanos, nanos, null, null, why);
  }
}
