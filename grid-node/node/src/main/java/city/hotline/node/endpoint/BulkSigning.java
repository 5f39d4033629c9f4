package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.department.v1.SignOrdersRequest;
import city.hotline.proto.department.v1.SignOrdersResponse;
import city.hotline.proto.department.v1.SignResult;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Signs many orders with one request, each by a command of its own: the dockets know nothing of
 * bulk, and one that is slow or refuses holds up no other. Thread-safe.
 *
 * <p>Each command's id comes from the request's: a session of its own, named after the client's and
 * the request's counter, which counts the orders, as wide as the request is long, and younger than
 * those of requests before. So a repeated request repeats each command, and each docket answers
 * what it answered before.
 */
final class BulkSigning {
  private static final int MOST = 200;

  private final Router router;

  BulkSigning(Router router) {
    this.router = router;
  }

  /** Throws the refusal of a request that says too little or too much. */
  static void check(SignOrdersRequest request) {
    if (!request.hasRequestId()) {
      throw Requests.noRequestId();
    }
    int count = request.getOrderIdsCount();
    if (count < 1 || count > MOST) {
      throw Refusals.invalid("order_ids", count + " orders", "1 to " + MOST);
    }
    if (new HashSet<>(request.getOrderIdsList()).size() < count) {
      throw Refusals.invalid("order_ids", "one of them twice", "each order once");
    }
  }

  /** What becomes of each order, in the order asked; never fails. */
  CompletableFuture<SignOrdersResponse> sign(SignOrdersRequest request) {
    List<CompletableFuture<SignResult>> results = new ArrayList<>();
    for (int i = 0; i < request.getOrderIdsCount(); i++) {
      results.add(sign(request, i));
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              SignOrdersResponse.Builder response = SignOrdersResponse.newBuilder();
              results.forEach(result -> response.addResults(result.join()));
              return response.build();
            });
  }

  private CompletableFuture<SignResult> sign(SignOrdersRequest request, int index) {
    String order = request.getOrderIds(index);
    ShardCommand command =
        ShardCommand.newBuilder()
            .setShard(ShardId.ofOrder(order).toRef())
            .setRequestId(idOf(request.getRequestId(), index, request.getOrderIdsCount()))
            .setDocket(
                DocketCommand.newBuilder()
                    .setSignOrder(
                        SignOrder.newBuilder().setOrderId(order).setUnit(request.getUnit())))
            .build();
    return router
        .submit(command)
        .handle(
            (answer, failure) -> {
              SignResult.Builder result = SignResult.newBuilder().setOrderId(order);
              if (answer instanceof Answer.Accepted accepted) {
                return result.setAcknowledgement(accepted.acknowledgement()).build();
              }
              return answer instanceof Answer.Refused refused
                  ? result.setRefused(refused.refusal()).build()
                  : result.setRefused(unknown(command)).build();
            });
  }

  private static RequestId idOf(RequestId request, int index, int count) {
    byte[] name =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(request.getSession())
            .putLong(request.getCounter())
            .array();
    return request.toBuilder()
        .setSession(UUID.nameUUIDFromBytes(name).getMostSignificantBits())
        .setCounter(index + 1L)
        .setWindow(count)
        .setOpenedMs(request.getOpenedMs() + request.getCounter())
        .build();
  }

  private static CommandRefused unknown(ShardCommand command) {
    return CommandRefused.newBuilder()
        .setRequestId(command.getRequestId())
        .setReason(Refusal.REFUSAL_OUTCOME_UNKNOWN)
        .setAdvice("Its docket did not answer: repeat the request with the same id.")
        .build();
  }
}
