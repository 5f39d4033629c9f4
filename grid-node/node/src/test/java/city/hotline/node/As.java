package city.hotline.node;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

/** Says who a test's calls are from. */
public final class As {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private As() {}

  /** A role and a name: "seat 110105-S017". */
  public static ClientInterceptor who(String caller) {
    return showing("dev " + caller);
  }

  /** Shows just this. */
  public static ClientInterceptor showing(String credentials) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, credentials);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
