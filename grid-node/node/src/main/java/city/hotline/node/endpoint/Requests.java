package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.StatusRuntimeException;

/** Commands out of requests. */
final class Requests {
  private Requests() {}

  static ShardCommand toDocket(RequestId id, String orderId, DocketCommand.Builder command) {
    return ShardCommand.newBuilder()
        .setShard(ShardId.ofOrder(orderId).toRef())
        .setRequestId(id)
        .setDocket(command)
        .build();
  }

  static StatusRuntimeException noRequestId() {
    return Refusals.invalid(
        "request_id", "none", "session, counter, window and opened_ms, so that it can be repeated");
  }
}
