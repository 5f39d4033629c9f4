package city.hotline.chaos.load;

import city.hotline.chaos.history.Tap;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Says again what was acknowledged before, with the same request id, to any node: it must have no
 * second effect, and the same answer or none. Thread-safe.
 */
final class Repeater implements Tap.Hearer, AutoCloseable {
  private static final int REMEMBERED = 256;
  private static final int NEWEST = 64;

  private record Said(MethodDescriptor<?, ?> method, CallOptions options, Message request) {}

  private final SplittableRandom random;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<Channel> tapped = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private final ArrayDeque<Said> newest = new ArrayDeque<>();

  Repeater(SplittableRandom random) {
    this.random = random;
  }

  /** Talks to these nodes, through a tap. */
  void connect(List<String> addresses, Tap tap) {
    for (String address : addresses) {
      ManagedChannel channel =
          NettyChannelBuilder.forTarget(address).usePlaintext().disableRetry().build();
      channels.add(channel);
      tapped.add(ClientInterceptors.intercept(channel, tap));
    }
  }

  @Override
  public synchronized void acknowledged(
      MethodDescriptor<?, ?> method, CallOptions options, Message request) {
    Said one = new Said(method, options, request);
    if (request instanceof ReportCallRequest report && !report.hasArrived()) {
      newest.add(one);
      if (newest.size() > NEWEST) {
        newest.remove();
      }
    }
    if (said.size() < REMEMBERED) {
      said.add(one);
    } else {
      said.set(random.nextInt(REMEMBERED), one);
    }
  }

  /** Says something again. */
  void again() {
    Said one;
    Channel to;
    synchronized (this) {
      if (said.isEmpty()) {
        return;
      }
      one = Town.pick(random, said);
      to = Town.pick(random, tapped);
    }
    send(to, one.method(), one.options(), one.request());
  }

  /**
   * Says the newest about calls again, to the node of this number. One that was replaced does not
   * know these calls: it must not say so.
   */
  void newestAgain(int node) {
    List<Said> again;
    synchronized (this) {
      again = List.copyOf(newest);
    }
    again.forEach(one -> send(tapped.get(node), one.method(), one.options(), one.request()));
  }

  @SuppressWarnings("unchecked") // the request once went out by this very method
  private static <Q, R> void send(
      Channel to, MethodDescriptor<Q, R> method, CallOptions options, Message request) {
    ClientCalls.asyncUnaryCall(
        to.newCall(method, options.withDeadlineAfter(3, TimeUnit.SECONDS)),
        (Q) request,
        new StreamObserver<R>() {
          @Override
          public void onNext(R response) {
            // The tap has it.
          }

          @Override
          public void onError(Throwable thrown) {
            // The tap has it.
          }

          @Override
          public void onCompleted() {
            // The tap has it.
          }
        });
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
