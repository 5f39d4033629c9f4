package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Opener;
import city.hotline.node.feed.Pump;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import city.hotline.proto.telephony.v1.WatchInstructionsRequest;
import city.hotline.proto.telephony.v1.WatchInstructionsResponse;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the telephone switch reports, and what it is told to do; what belongs to another node's
 * floor is passed on to it.
 */
public final class TelephonyEndpoint extends TelephonyServiceGrpc.TelephonyServiceImplBase {
  private static final int SWITCH_ID_MAX = 64;
  private static final int MOST_CALLS = 20_000;
  private static final long RECONCILE_MS = 2 * Router.WAIT_MS;
  private static final Pattern CALL_ID = Pattern.compile("[0-9]{6}-[0-9]{1,18}");

  private final Router router;
  private final Router.Owners owners;
  private final SwitchDesk desk;
  private final Opener citizens;
  private final Function<String, Optional<ManagedChannel>> channels;
  private final Executor readers;

  /**
   * Sends commands this way, and serves watches from the desk.
   *
   * @param citizens opens the numbers of those who are called back
   * @param channels to other nodes
   * @param readers threads that write to watching switches
   */
  public TelephonyEndpoint(
      Router router,
      Router.Owners owners,
      SwitchDesk desk,
      Opener citizens,
      Function<String, Optional<ManagedChannel>> channels,
      Executor readers) {
    this.router = router;
    this.owners = owners;
    this.desk = desk;
    this.citizens = citizens;
    this.channels = channels;
    this.readers = readers;
  }

  @Override
  public void reportCall(ReportCallRequest request, StreamObserver<ReportCallResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    FloorCommand command = command(request);
    if (command == null) {
      observer.onError(
          Refusals.invalid(
              "report",
              "none",
              "arrived, abandoned, ended, flowed_out, failed, progressed or callback_asked"));
      return;
    }
    ShardCommand asked =
        ShardCommand.newBuilder()
            .setShard(floor(request).toRef())
            .setRequestId(request.getRequestId())
            .setFloor(command)
            .build();
    CompletableFuture<Answer> answer = router.submit(asked);
    answer.whenComplete(
        (given, failure) -> {
          if (given instanceof Answer.Refused refused && isWithoutEffect(refused.refusal())) {
            Unary.succeed(observer, withoutEffect(asked, refused.refusal()));
          } else {
            Unary.answer(answer, observer, TelephonyEndpoint::taken);
          }
        });
  }

  private static @Nullable FloorCommand command(ReportCallRequest request) {
    FloorCommand.Builder command = FloorCommand.newBuilder();
    return switch (request.getReportCase()) {
      case ARRIVED -> command.setReportArrival(request.getArrived()).build();
      case ABANDONED -> command.setReportAbandon(request.getAbandoned()).build();
      case ENDED -> command.setReportEnd(request.getEnded()).build();
      case FLOWED_OUT -> command.setReportFlowOut(request.getFlowedOut()).build();
      case FAILED -> command.setReportFailure(request.getFailed()).build();
      case PROGRESSED -> command.setReportProgress(request.getProgressed()).build();
      case CALLBACK_ASKED -> command.setAskCallback(request.getCallbackAsked()).build();
      case REPORT_NOT_SET -> null;
    };
  }

  private static ShardId floor(ReportCallRequest request) {
    return switch (request.getReportCase()) {
      case ABANDONED -> ShardId.ofCallOrSeat(request.getAbandoned().getCallId());
      case ENDED -> ShardId.ofCallOrSeat(request.getEnded().getCallId());
      case FLOWED_OUT -> ShardId.ofCallOrSeat(request.getFlowedOut().getCallId());
      case FAILED -> ShardId.ofCallOrSeat(request.getFailed().getCallId());
      case CALLBACK_ASKED -> ShardId.ofCallOrSeat(request.getCallbackAsked().getCallId());
      case PROGRESSED -> floor(request.getProgressed(), request.getDistrict());
      case ARRIVED, REPORT_NOT_SET -> ShardId.floor(request.getDistrict());
    };
  }

  private static ShardId floor(ReportProgress report, String district) {
    return report.getCallId().isEmpty()
        ? ShardId.floor(district)
        : ShardId.ofCallOrSeat(report.getCallId());
  }

  private static ReportCallResponse taken(Answer.Accepted accepted) {
    return ReportCallResponse.newBuilder()
        .setCallId(accepted.reply().getCallId())
        .setAcknowledgement(accepted.acknowledgement())
        .build();
  }

  private static boolean isWithoutEffect(CommandRefused refused) {
    return refused.getReason() == Refusal.REFUSAL_REPORT_WITHOUT_EFFECT;
  }

  /** To a switch it is no fault that the grid knew already. */
  private static ReportCallResponse withoutEffect(ShardCommand asked, CommandRefused refused) {
    return ReportCallResponse.newBuilder()
        .setCallId(refused.getMetadataOrDefault("call_id", ""))
        .setAcknowledgement(
            Acknowledgement.newBuilder()
                .setShard(asked.getShard())
                .setPosition(refused.getPosition()))
        .setWithoutEffect(true)
        .build();
  }

  @Override
  public void watchInstructions(
      WatchInstructionsRequest request, StreamObserver<WatchInstructionsResponse> observer) {
    StatusRuntimeException wrong = wrong(request.getDistrict(), request.getSwitchId());
    if (wrong != null) {
      observer.onError(wrong);
      return;
    }
    ServerCallStreamObserver<WatchInstructionsResponse> out =
        (ServerCallStreamObserver<WatchInstructionsResponse>) observer;
    String district = request.getDistrict();
    if (router.servesHere(ShardId.floor(district))) {
      Pump<WatchInstructionsResponse> pump = new Pump<>(out, readers);
      SwitchStream stream = new SwitchStream(request.getSwitchId(), citizens, pump::run);
      // Added first: when the switch is gone already, the pump's end removes it.
      desk.add(district, stream);
      pump.start(stream::next, stream::end, () -> desk.remove(district, stream));
      return;
    }
    Optional<ManagedChannel> owner = owner(district);
    if (owner.isEmpty()) {
      observer.onError(noOwner(district));
    } else {
      ClientInterceptor caller = OnBehalf.ofCaller();
      Pipes.<WatchInstructionsRequest, WatchInstructionsResponse>follow(
          out,
          responses ->
              TelephonyServiceGrpc.newStub(owner.get())
                  .withInterceptors(caller)
                  .watchInstructions(request, responses));
    }
  }

  @Override
  public void reconcileCalls(
      ReconcileCallsRequest request, StreamObserver<ReconcileCallsResponse> observer) {
    StatusRuntimeException wrong = wrong(request);
    if (wrong != null) {
      observer.onError(wrong);
      return;
    }
    if (router.servesHere(ShardId.floor(request.getDistrict()))) {
      Unary.value(desk.reconcile(request), observer);
      return;
    }
    Optional<ManagedChannel> owner = owner(request.getDistrict());
    if (owner.isEmpty()) {
      observer.onError(noOwner(request.getDistrict()));
    } else {
      TelephonyServiceGrpc.newStub(owner.get())
          .withInterceptors(OnBehalf.ofCaller())
          .withDeadlineAfter(RECONCILE_MS, TimeUnit.MILLISECONDS)
          .reconcileCalls(request, observer);
    }
  }

  private Optional<ManagedChannel> owner(String district) {
    return owners.ownerOf(district).flatMap(channels);
  }

  private static StatusRuntimeException noOwner(String district) {
    return Refusals.refused(
        Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
        Map.of("district", district),
        "The district has no serving owner yet: try again in a moment.");
  }

  private @Nullable StatusRuntimeException wrong(ReconcileCallsRequest request) {
    String youngest = request.getYoungestCallId();
    if (!youngest.isEmpty() && !CALL_ID.matcher(youngest).matches()) {
      return Refusals.invalid(
          "youngest_call_id", youngest, "as the snapshot of the instructions told it, or empty");
    }
    if (request.getCallsCount() > MOST_CALLS) {
      return Refusals.invalid("calls", request.getCallsCount(), "at most " + MOST_CALLS);
    }
    return wrong(request.getDistrict(), request.getSwitchId());
  }

  private @Nullable StatusRuntimeException wrong(String district, String switchId) {
    if (switchId.isEmpty() || switchId.length() > SWITCH_ID_MAX) {
      return Refusals.invalid(
          "switch_id", switchId.length() + " characters", "1 to " + SWITCH_ID_MAX + " characters");
    }
    return router.knows(ShardId.floor(district)) ? null : Requests.unknownDistrict(district);
  }
}
