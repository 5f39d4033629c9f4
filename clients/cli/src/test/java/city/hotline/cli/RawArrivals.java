package city.hotline.cli;

import city.hotline.client.Credentials;
import city.hotline.client.Identity;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Callers with long addresses whose arrivals are sent once each, without the client that repeats
 * what is refused for now. For one thread.
 */
final class RawArrivals implements AutoCloseable {
  /** How many may be sent at once. */
  static final int MOST = 128;

  private static final String DISTRICT = "110105";
  private static final int SECONDS = 30;
  private static final Citizen CALLER =
      Citizen.newBuilder().setName("李".repeat(200)).setAddress("街".repeat(400)).build();

  private final ManagedChannel channel;
  private final RequestId session =
      RequestId.newBuilder()
          .setSession(ThreadLocalRandom.current().nextLong())
          .setWindow(MOST)
          .setOpenedMs(System.currentTimeMillis())
          .build();
  private long sent;
  private long accepted;

  RawArrivals(String address) {
    channel = NettyChannelBuilder.forTarget(address).usePlaintext().disableRetry().build();
  }

  /** Sends some at once; returns which codes came back. */
  Set<Status.Code> send(int arrivals) {
    List<ListenableFuture<ReportCallResponse>> answers = new ArrayList<>();
    for (int i = 0; i < arrivals; i++) {
      sent++;
      answers.add(
          TelephonyServiceGrpc.newFutureStub(channel)
              .withCallCredentials(
                  Credentials.development().forCalls(Identity.parse("switch:test")))
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .reportCall(
                  ReportCallRequest.newBuilder()
                      .setRequestId(session.toBuilder().setCounter(sent))
                      .setDistrict(DISTRICT)
                      .setArrived(
                          ReportArrival.newBuilder()
                              .setSwitchCallId("raw-" + sent)
                              .setCaller(CALLER))
                      .build()));
    }
    Set<Status.Code> codes = EnumSet.noneOf(Status.Code.class);
    answers.forEach(answer -> codes.add(code(answer)));
    return codes;
  }

  private Status.Code code(ListenableFuture<ReportCallResponse> answer) {
    try {
      answer.get();
      accepted++;
      return Status.Code.OK;
    } catch (ExecutionException e) {
      return Status.fromThrowable(e).getCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Status.Code.CANCELLED;
    }
  }

  /** How many were acknowledged. */
  long accepted() {
    return accepted;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
