package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls that ask one thing of the docket an order lies in, and answer with how safe it is. */
final class DocketCalls {
  private final Router router;

  DocketCalls(Router router) {
    this.router = router;
  }

  /** Refuses a request without an id; otherwise sends the command to the order's docket. */
  <T> void ask(
      @Nullable RequestId id,
      String orderId,
      DocketCommand.Builder command,
      StreamObserver<T> observer,
      Function<Acknowledgement, T> response) {
    askFor(id, orderId, command, observer, accepted -> response.apply(accepted.acknowledgement()));
  }

  /** The same, for an answer in which there is more than how safe it is. */
  <T> void askFor(
      @Nullable RequestId id,
      String orderId,
      DocketCommand.Builder command,
      StreamObserver<T> observer,
      Function<Answer.Accepted, T> response) {
    if (id == null) {
      observer.onError(Requests.noRequestId());
      return;
    }
    Unary.answer(
        router.submit(
            ShardCommand.newBuilder()
                .setShard(ShardId.ofOrder(orderId).toRef())
                .setRequestId(id)
                .setDocket(command)
                .build()),
        observer,
        response);
  }
}
