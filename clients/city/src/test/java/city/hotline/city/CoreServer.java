package city.hotline.city;

import city.hotline.core.moment.Times;
import city.hotline.proto.department.v1.ContactCitizenRequest;
import city.hotline.proto.department.v1.ContactCitizenResponse;
import city.hotline.proto.department.v1.DecideAppealRequest;
import city.hotline.proto.department.v1.DecideAppealResponse;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.ReplyOrderRequest;
import city.hotline.proto.department.v1.ReplyOrderResponse;
import city.hotline.proto.department.v1.ReturnOrderRequest;
import city.hotline.proto.department.v1.ReturnOrderResponse;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.SignOrderResponse;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.ContactCitizen;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.RecordAttempt;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAnswersResponse;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.followup.v1.RecordAttemptResponse;
import city.hotline.proto.grid.v1.DriveRequest;
import city.hotline.proto.grid.v1.DriveResponse;
import city.hotline.proto.grid.v1.GetFiguresRequest;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.GetStatusRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.GetTopologyRequest;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.SetClockRequest;
import city.hotline.proto.grid.v1.SetClockResponse;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Serves a {@link CoreGrid} on loopback, and loses answers when told to. */
final class CoreServer {

  final CoreGrid grid = new CoreGrid();
  final CoreSeats seats = new CoreSeats(this);
  volatile double lossRate;
  volatile boolean driven;

  private final Random random = new Random(1);
  private final List<Watch> watches = new ArrayList<>();
  private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
  private final Server server;

  CoreServer() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Telephony())
            .addService(new Departments())
            .addService(new FollowUps())
            .addService(new CorePlaces(grid.directory))
            .addService(new Grid())
            .addService(seats)
            .build()
            .start();
    var unused =
        beat.scheduleWithFixedDelay(
            () -> {
              if (grid.tick()) {
                changed();
              }
            },
            1,
            1,
            TimeUnit.MILLISECONDS);
  }

  List<String> address() {
    return List.of("127.0.0.1:" + server.getPort());
  }

  void stop() throws InterruptedException {
    beat.shutdownNow();
    server.shutdownNow().awaitTermination();
  }

  /** Breaks every stream, as a node that goes away does. */
  void breakStreams() {
    seats.breakAll();
    synchronized (watches) {
      watches.forEach(Watch::breakOff);
      watches.clear();
    }
  }

  boolean lost() {
    synchronized (random) {
      return random.nextDouble() < lossRate;
    }
  }

  void changed() {
    seats.push();
    synchronized (watches) {
      watches.forEach(Watch::push);
    }
  }

  private <R> void answer(StreamObserver<R> answers, Supplier<R> work) {
    try {
      if (lost()) {
        throw Status.UNAVAILABLE.withDescription("lost on the way").asRuntimeException();
      }
      R response = work.get();
      changed();
      if (lost()) {
        throw Status.UNAVAILABLE.withDescription("answer lost").asRuntimeException();
      }
      answers.onNext(response);
      answers.onCompleted();
    } catch (CoreGrid.Refused refused) {
      answers.onError(refusal(refused.reason));
    } catch (StatusRuntimeException e) {
      answers.onError(e);
    }
  }

  static StatusRuntimeException refusal(Refusal reason) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Code.FAILED_PRECONDITION_VALUE)
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(reason.name())
                        .setDomain("hotline.city")
                        .build()))
            .build());
  }

  private final class Telephony extends TelephonyServiceGrpc.TelephonyServiceImplBase {
    @Override
    public void reportCall(ReportCallRequest request, StreamObserver<ReportCallResponse> answers) {
      var command = FloorCommand.newBuilder();
      switch (request.getReportCase()) {
        case ARRIVED -> command.setReportArrival(request.getArrived());
        case ABANDONED -> command.setReportAbandon(request.getAbandoned());
        case ENDED -> command.setReportEnd(request.getEnded());
        case FLOWED_OUT -> command.setReportFlowOut(request.getFlowedOut());
        case FAILED -> command.setReportFailure(request.getFailed());
        case PROGRESSED -> command.setReportProgress(request.getProgressed());
        case CALLBACK_ASKED -> command.setAskCallback(request.getCallbackAsked());
        case REPORT_NOT_SET -> throw new IllegalStateException("empty report");
      }
      answer(
          answers,
          () ->
              ReportCallResponse.newBuilder()
                  .setCallId(
                      grid.ask(request.getDistrict(), request.getRequestId(), command.build())
                          .getCallId())
                  .build());
    }
  }

  private final class Departments extends DepartmentServiceGrpc.DepartmentServiceImplBase {
    private <R> void order(
        StreamObserver<R> answers,
        String order,
        RequestId id,
        DocketCommand.Builder asked,
        R done) {
      answer(
          answers,
          () -> {
            grid.ask(docket(order), id, asked.build());
            return done;
          });
    }

    @Override
    public void signOrder(SignOrderRequest r, StreamObserver<SignOrderResponse> answers) {
      var command = SignOrder.newBuilder().setOrderId(r.getOrderId()).setUnit(r.getUnit());
      var asked = DocketCommand.newBuilder().setSignOrder(command);
      var done = SignOrderResponse.getDefaultInstance();
      order(answers, r.getOrderId(), r.getRequestId(), asked, done);
    }

    @Override
    public void contactCitizen(
        ContactCitizenRequest r, StreamObserver<ContactCitizenResponse> answers) {
      var command = ContactCitizen.newBuilder().setOrderId(r.getOrderId()).setUnit(r.getUnit());
      var asked = DocketCommand.newBuilder().setContactCitizen(command);
      var done = ContactCitizenResponse.getDefaultInstance();
      order(answers, r.getOrderId(), r.getRequestId(), asked, done);
    }

    @Override
    public void replyOrder(ReplyOrderRequest r, StreamObserver<ReplyOrderResponse> answers) {
      var command = ReplyOrder.newBuilder().setOrderId(r.getOrderId()).setUnit(r.getUnit());
      command.setText(r.getText());
      var asked = DocketCommand.newBuilder().setReplyOrder(command);
      var done = ReplyOrderResponse.getDefaultInstance();
      order(answers, r.getOrderId(), r.getRequestId(), asked, done);
    }

    @Override
    public void returnOrder(ReturnOrderRequest r, StreamObserver<ReturnOrderResponse> answers) {
      var command = ReturnOrder.newBuilder().setOrderId(r.getOrderId()).setUnit(r.getUnit());
      command.setReason(r.getReason());
      var asked = DocketCommand.newBuilder().setReturnOrder(command);
      var done = ReturnOrderResponse.getDefaultInstance();
      order(answers, r.getOrderId(), r.getRequestId(), asked, done);
    }

    @Override
    public void decideAppeal(DecideAppealRequest r, StreamObserver<DecideAppealResponse> answers) {
      var command = DecideAppeal.newBuilder().setOrderId(r.getOrderId()).setUnit(r.getUnit());
      command.setGranted(r.getGranted()).setNote(r.getNote()).setToUnit(r.getToUnit());
      var asked = DocketCommand.newBuilder().setDecideAppeal(command);
      var done = DecideAppealResponse.getDefaultInstance();
      order(answers, r.getOrderId(), r.getRequestId(), asked, done);
    }

    @Override
    public void watchOrders(
        WatchOrdersRequest request, StreamObserver<WatchOrdersResponse> answers) {
      var watch = new Watch(request, (ServerCallStreamObserver<WatchOrdersResponse>) answers);
      synchronized (watches) {
        watches.add(watch);
      }
      watch.push();
    }
  }

  /** A watch whose token counts what was read of the whole history. */
  private final class Watch {
    private final String district;
    private final ServerCallStreamObserver<WatchOrdersResponse> answers;
    private int next;
    private boolean broken;

    Watch(WatchOrdersRequest request, ServerCallStreamObserver<WatchOrdersResponse> answers) {
      this.district = request.getDistrict();
      this.answers = answers;
      this.next = request.getToken().isEmpty() ? 0 : Integer.parseInt(request.getToken());
      answers.setOnReadyHandler(this::push);
      answers.setOnCancelHandler(() -> {});
    }

    synchronized void push() {
      while (!broken && answers.isReady()) {
        CoreGrid.Change change;
        synchronized (grid) {
          if (next >= grid.history.size()) {
            return;
          }
          change = grid.history.get(next++);
        }
        if (district.isEmpty() || district.equals(change.district())) {
          answers.onNext(
              WatchOrdersResponse.newBuilder()
                  .setShard(
                      ShardRef.newBuilder()
                          .setDistrict(change.district())
                          .setDocket(change.docket()))
                  .setPosition(Position.newBuilder().setEpoch(1).setSequence(change.sequence()))
                  .setToken(String.valueOf(next))
                  .setChange(OrderChange.newBuilder().addAllEvents(change.events()))
                  .build());
        }
      }
    }

    synchronized void breakOff() {
      broken = true;
      answers.onError(Status.UNAVAILABLE.withDescription("broken off").asRuntimeException());
    }
  }

  private final class FollowUps extends FollowUpServiceGrpc.FollowUpServiceImplBase {
    @Override
    public void recordAnswers(
        RecordAnswersRequest request, StreamObserver<RecordAnswersResponse> answers) {
      var command =
          RecordAnswers.newBuilder()
              .setOrderId(request.getOrderId())
              .setAnswers(request.getAnswers());
      answer(
          answers,
          () -> {
            grid.ask(
                docket(request.getOrderId()),
                request.getRequestId(),
                DocketCommand.newBuilder().setRecordAnswers(command).build());
            return RecordAnswersResponse.getDefaultInstance();
          });
    }

    @Override
    public void recordAttempt(
        RecordAttemptRequest request, StreamObserver<RecordAttemptResponse> answers) {
      var command =
          RecordAttempt.newBuilder()
              .setOrderId(request.getOrderId())
              .setOutcome(request.getOutcome());
      answer(
          answers,
          () -> {
            grid.ask(
                docket(request.getOrderId()),
                request.getRequestId(),
                DocketCommand.newBuilder().setRecordAttempt(command).build());
            return RecordAttemptResponse.getDefaultInstance();
          });
    }
  }

  private final class Grid extends GridServiceGrpc.GridServiceImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> answers) {
      answers.onNext(
          GetStatusResponse.newBuilder()
              .setServing(true)
              .setGridTime(Times.timestamp(grid.nowMs()))
              .setClock(grid.clock())
              .build());
      answers.onCompleted();
    }

    @Override
    public void getTopology(
        GetTopologyRequest request, StreamObserver<GetTopologyResponse> answers) {
      answers.onNext(GetTopologyResponse.getDefaultInstance());
      answers.onCompleted();
    }

    @Override
    public void setClock(SetClockRequest request, StreamObserver<SetClockResponse> answers) {
      grid.setClock(request.getClock());
      answers.onNext(SetClockResponse.getDefaultInstance());
      answers.onCompleted();
    }

    @Override
    public void getFigures(GetFiguresRequest request, StreamObserver<GetFiguresResponse> answers) {
      answers.onNext(GetFiguresResponse.newBuilder().setCity(grid.figures()).build());
      answers.onCompleted();
    }

    @Override
    public void drive(DriveRequest request, StreamObserver<DriveResponse> answers) {
      if (driven) {
        answers.onError(refusal(Refusal.REFUSAL_ALREADY_DRIVEN));
      } else {
        answers.onNext(DriveResponse.getDefaultInstance());
      }
    }
  }

  private static String docket(String orderId) {
    return orderId.substring(0, orderId.indexOf('-'));
  }
}
