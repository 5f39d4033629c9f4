package city.hotline.chaos.stage;

import city.hotline.client.Credentials;
import city.hotline.client.Identity;
import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;

/** Asks one node, and that node only, as an administrator. */
final class Operator implements ClientInterceptor {
  private static final int MOST_MESSAGE = 16 << 20;

  private final CallCredentials administrator =
      Credentials.development().forCalls(Identity.parse("administrator:chaos"));

  private Operator() {}

  static ManagedChannel channel(String address) {
    return NettyChannelBuilder.forTarget(address)
        .usePlaintext()
        .disableRetry()
        .maxInboundMessageSize(MOST_MESSAGE)
        .intercept(new Operator())
        .build();
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return next.newCall(method, options.withCallCredentials(administrator));
  }
}
