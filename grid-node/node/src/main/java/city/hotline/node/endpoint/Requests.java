package city.hotline.node.endpoint;

import io.grpc.StatusRuntimeException;

/** What every request for a command must have. */
final class Requests {
  private Requests() {}

  static StatusRuntimeException noRequestId() {
    return Refusals.invalid(
        "request_id", "none", "session, counter, window and opened_ms, so that it can be repeated");
  }
}
