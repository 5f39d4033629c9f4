package city.hotline.node.endpoint;

import city.hotline.node.sequencer.Router;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/** What requests have in common that must be refused. */
final class Requests {
  private Requests() {}

  static StatusRuntimeException noRequestId() {
    return Refusals.invalid(
        "request_id", "none", "session, counter, window and opened_ms, so that it can be repeated");
  }

  static StatusRuntimeException unknownDistrict(String district) {
    return Refusals.refused(
        Refusal.REFUSAL_UNKNOWN_DISTRICT, Map.of("district", district), Router.UNKNOWN);
  }
}
