package city.hotline.node.endpoint;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.GridFigures;
import city.hotline.node.board.StatusMaker;
import city.hotline.node.feed.Pump;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.SetClock;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.ChangeVotersResponse;
import city.hotline.proto.grid.v1.DriveRequest;
import city.hotline.proto.grid.v1.DriveResponse;
import city.hotline.proto.grid.v1.ForceVotersRequest;
import city.hotline.proto.grid.v1.ForceVotersResponse;
import city.hotline.proto.grid.v1.GetFiguresRequest;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.GetStatusRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.GetTopologyRequest;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.SetClockRequest;
import city.hotline.proto.grid.v1.SetClockResponse;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.ManagedChannel;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** For administrators, clients and drivers. */
public final class GridEndpoint extends GridServiceGrpc.GridServiceImplBase {
  private static final long DRIVE_MS = 2_000;
  private static final ShardId CITY_FLOOR = ShardId.floor(ShardId.CITY);

  private final Router router;
  private final Router.Owners owners;
  private final StatusMaker status;
  private final GridFigures figures;
  private final VotersDesk voters;
  private final Function<String, Optional<ManagedChannel>> channels;
  private final ScheduledExecutorService scheduler;
  private final InstantSource clock;
  private final DriverClaim claim = new DriverClaim();

  /** Channels to other nodes, by stable id, a timer for streams, and this node's clock. */
  public record Parts(
      Function<String, Optional<ManagedChannel>> channels,
      ScheduledExecutorService scheduler,
      InstantSource clock) {}

  /** Answers from these. */
  public GridEndpoint(
      Router router,
      Router.Owners owners,
      StatusMaker status,
      GridFigures figures,
      VotersDesk voters,
      Parts parts) {
    this.router = router;
    this.owners = owners;
    this.status = status;
    this.figures = figures;
    this.voters = voters;
    this.channels = parts.channels();
    this.scheduler = parts.scheduler();
    this.clock = parts.clock();
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
    Unary.succeed(observer, status.status(!request.getWithoutShards()));
  }

  @Override
  public void getTopology(
      GetTopologyRequest request, StreamObserver<GetTopologyResponse> observer) {
    Unary.succeed(observer, status.topology());
  }

  @Override
  public void getFigures(GetFiguresRequest request, StreamObserver<GetFiguresResponse> observer) {
    Unary.value(figures.read(request.getByDistrict()), observer);
  }

  @Override
  public void setClock(SetClockRequest request, StreamObserver<SetClockResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    ClockAnchor anchor =
        request.getClock().toBuilder().setAnchoredAt(Times.timestamp(clock.millis())).build();
    Unary.answer(
        router.submit(
            ShardCommand.newBuilder()
                .setShard(CITY_FLOOR.toRef())
                .setRequestId(request.getRequestId())
                .setFloor(
                    FloorCommand.newBuilder().setSetClock(SetClock.newBuilder().setClock(anchor)))
                .build()),
        observer,
        accepted ->
            SetClockResponse.newBuilder().setAcknowledgement(accepted.acknowledgement()).build());
  }

  @Override
  public void changeVoters(
      ChangeVotersRequest request, StreamObserver<ChangeVotersResponse> observer) {
    voters.change(request, observer);
  }

  @Override
  public void forceVoters(
      ForceVotersRequest request, StreamObserver<ForceVotersResponse> observer) {
    voters.force(request, observer);
  }

  @Override
  public void drive(DriveRequest request, StreamObserver<DriveResponse> observer) {
    ServerCallStreamObserver<DriveResponse> out =
        (ServerCallStreamObserver<DriveResponse>) observer;
    if (!router.servesHere(CITY_FLOOR)) {
      driveAtOwner(request, out);
      return;
    }
    String holder = claim.claim(request.getDriver(), request.getDescription());
    if (!holder.isEmpty()) {
      out.onError(
          Refusals.refused(
              Refusal.REFUSAL_ALREADY_DRIVEN,
              Map.of("driver", holder),
              "This grid is driven by " + holder + ": end that one first."));
      return;
    }
    Pump<DriveResponse> pump = new Pump<>(out, scheduler);
    AtomicBoolean due = new AtomicBoolean(true);
    ScheduledFuture<?> timer =
        scheduler.scheduleWithFixedDelay(
            () -> {
              due.set(true);
              pump.run();
            },
            DRIVE_MS,
            DRIVE_MS,
            TimeUnit.MILLISECONDS);
    pump.start(
        () -> due.getAndSet(false) ? DriveResponse.getDefaultInstance() : null,
        () ->
            router.servesHere(CITY_FLOOR)
                ? Optional.empty()
                : Optional.of(io.grpc.Status.UNAVAILABLE.withDescription("the city's floor moved")),
        () -> {
          timer.cancel(false);
          claim.broke(request.getDriver());
        });
  }

  private void driveAtOwner(DriveRequest request, ServerCallStreamObserver<DriveResponse> out) {
    Optional<ManagedChannel> owner = owners.ownerOf(ShardId.CITY).flatMap(channels);
    if (owner.isEmpty()) {
      out.onError(
          Refusals.refused(
              Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
              Map.of("district", ShardId.CITY),
              "The city's floor has no serving owner yet: try again in a moment."));
      return;
    }
    GridServiceGrpc.GridServiceStub stub =
        GridServiceGrpc.newStub(owner.get()).withInterceptors(OnBehalf.ofCaller());
    Pipes.follow(out, responses -> stub.drive(request, responses));
  }
}
