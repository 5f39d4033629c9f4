package city.hotline.node.endpoint;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

/** Tells the owner for whom this node passes a stream on. */
final class OnBehalf {
  private OnBehalf() {}

  /** Of whoever makes the call that this thread serves. */
  static ClientInterceptor ofCaller() {
    Metadata headers = new Metadata();
    headers.put(AccessGate.ON_BEHALF, AccessGate.caller().toString());
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
