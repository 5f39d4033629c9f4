package city.hotline.node.launch;

import city.hotline.core.moment.Times;
import city.hotline.node.As;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.ReplyOrderRequest;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.ForceVotersRequest;
import city.hotline.proto.grid.v1.ForceVotersResponse;
import city.hotline.proto.grid.v1.GetFiguresRequest;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.GetStatusRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.SetClockRequest;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The switch, a unit and the follow-up desk, connected to one member, in one client session. */
final class Caller implements AutoCloseable {
  private static final long DEADLINE_MS = 20_000;
  private static final int TRIES = 100;

  final ManagedChannel channel;
  private final long session = ThreadLocalRandom.current().nextLong();
  private final long openedMs = System.currentTimeMillis();
  private final AtomicLong counter = new AtomicLong();

  Caller(String address) {
    channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
  }

  RequestId nextId() {
    return RequestId.newBuilder()
        .setSession(session)
        .setCounter(counter.incrementAndGet())
        .setWindow(64)
        .setOpenedMs(openedMs)
        .build();
  }

  /** Repeats with the same id while the grid says that trying again helps. */
  static <T> T persistently(Supplier<T> call) {
    StatusRuntimeException last = Status.UNAVAILABLE.asRuntimeException();
    for (int i = 0; i < TRIES; i++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        last = e;
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
    throw last;
  }

  ReportCallResponse arrives(RequestId id, String district, String switchCallId) {
    return TelephonyServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.who("switch test"))
        .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
        .reportCall(
            ReportCallRequest.newBuilder()
                .setRequestId(id)
                .setDistrict(district)
                .setArrived(
                    ReportArrival.newBuilder()
                        .setSwitchCallId(switchCallId)
                        .setCaller(Citizen.newBuilder().setName("Li").setPhone("13800000000")))
                .build());
  }

  Acknowledgement signs(RequestId id, String orderId, String unit) {
    return department(unit)
        .signOrder(
            SignOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .build())
        .getAcknowledgement();
  }

  Acknowledgement replies(RequestId id, String orderId, String unit) {
    return department(unit)
        .replyOrder(
            ReplyOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setText("The rubbish was taken away")
                .build())
        .getAcknowledgement();
  }

  private DepartmentServiceGrpc.DepartmentServiceBlockingStub department(String unit) {
    return DepartmentServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.who("department " + unit))
        .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS);
  }

  Acknowledgement citizenIsSatisfied(RequestId id, String orderId) {
    return FollowUpServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.who("follow-up test"))
        .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
        .recordAnswers(
            RecordAnswersRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setAnswers(
                    Answers.newBuilder()
                        .setResponded(true)
                        .setResolution(Resolution.RESOLUTION_YES)
                        .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED))
                .build())
        .getAcknowledgement();
  }

  /** Districts go on moving for some seconds after all are served: one of them may be away now. */
  GetFiguresResponse figures() {
    return persistently(
        () -> grid().getFigures(GetFiguresRequest.newBuilder().setByDistrict(true).build()));
  }

  GetStatusResponse status() {
    return grid().getStatus(GetStatusRequest.getDefaultInstance());
  }

  void changesVoters(ChangeVotersRequest request) {
    grid().changeVoters(request);
  }

  ForceVotersResponse forcesVoters(ForceVotersRequest request) {
    return grid().forceVoters(request);
  }

  /** From now on it is this instant, which is later than now, and time passes. */
  void setsClock(Instant instant) {
    long baseMs = instant.toEpochMilli();
    ClockAnchor anchor =
        ClockAnchor.newBuilder().setBase(Times.timestamp(baseMs)).setSpeed(1).setDemo(true).build();
    SetClockRequest request =
        SetClockRequest.newBuilder().setRequestId(nextId()).setClock(anchor).build();
    var unused = persistently(() -> grid().setClock(request));
    Eventually.holds("it is " + instant, () -> Times.millis(status().getGridTime()) >= baseMs);
  }

  private GridServiceGrpc.GridServiceBlockingStub grid() {
    return GridServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.who("administrator test"))
        .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
