package city.hotline.client;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.util.concurrent.Executor;

/** What a client shows to the grid so that it is believed who a call is from. Thread-safe. */
public interface Credentials {

  /** The "authorization" of a call. */
  String of(Identity caller);

  /** For a development grid, which believes everybody. */
  static Credentials development() {
    return caller -> "dev " + caller;
  }

  /** The same for calls that are made past this library. */
  default CallCredentials forCalls(Identity caller) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), of(caller));
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier to) {
        to.apply(headers);
      }
    };
  }
}
