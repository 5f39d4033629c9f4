package city.hotline.node.endpoint;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.feed.Pump;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.supervision.v1.FloorPicture;
import city.hotline.proto.supervision.v1.GetDayRequest;
import city.hotline.proto.supervision.v1.GetDayResponse;
import city.hotline.proto.supervision.v1.SuperviseRequest;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc;
import city.hotline.proto.supervision.v1.WatchFloorRequest;
import city.hotline.proto.supervision.v1.WatchFloorResponse;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What supervisors of floors see and do. */
public final class SupervisionEndpoint extends SupervisionServiceGrpc.SupervisionServiceImplBase {
  /** As the language names them. */
  private static final String COMMANDS =
      SuperviseRequest.getDescriptor().getOneofs().get(0).getFields().stream()
          .map(FieldDescriptor::getName)
          .collect(Collectors.joining(", "));

  private static final int DEFAULT_MS = 500;

  /** A picture comes as often even when nothing happens: whoever hears nothing looks elsewhere. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final Pattern DISTRICT = Pattern.compile("[0-9]{6}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final Router router;
  private final Sequencer sequencer;
  private final ScheduledExecutorService scheduler;

  /** Sends commands and reads floors this way. */
  public SupervisionEndpoint(
      Router router, Sequencer sequencer, ScheduledExecutorService scheduler) {
    this.router = router;
    this.sequencer = sequencer;
    this.scheduler = scheduler;
  }

  @Override
  public void supervise(SuperviseRequest request, StreamObserver<SuperviseResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    FloorCommand.Builder command = FloorCommand.newBuilder();
    switch (request.getCommandCase()) {
      case SET_QUEUE -> command.setSetQueue(request.getSetQueue());
      case BOOST_CALL -> command.setBoostCall(request.getBoostCall());
      case FORCE_PRESENCE ->
          command.setForcePresence(
              request.getForcePresence().toBuilder().setBy(AccessGate.caller().name()));
      case LEND_SEAT ->
          command.setLendSeat(request.getLendSeat().toBuilder().setBy(AccessGate.caller().name()));
      case ASK_SEAT_BACK ->
          command.setAskSeatBack(
              request.getAskSeatBack().toBuilder().setBy(AccessGate.caller().name()));
      case RETURN_SEAT ->
          command.setReturnSeat(
              request.getReturnSeat().toBuilder().setBy(AccessGate.caller().name()));
      case ACKNOWLEDGE_ALERT ->
          command.setAcknowledgeAlert(
              request.getAcknowledgeAlert().toBuilder().setBy(AccessGate.caller().name()));
      case COMMAND_NOT_SET -> {
        observer.onError(Refusals.invalid("command", "none", "one of " + COMMANDS));
        return;
      }
    }
    Unary.answer(
        router.submit(
            ShardCommand.newBuilder()
                .setShard(ShardId.floor(request.getDistrict()).toRef())
                .setRequestId(request.getRequestId())
                .setFloor(command)
                .build()),
        observer,
        accepted ->
            SuperviseResponse.newBuilder()
                .setReply(accepted.reply())
                .setAcknowledgement(accepted.acknowledgement())
                .build());
  }

  @Override
  public void watchFloor(WatchFloorRequest request, StreamObserver<WatchFloorResponse> observer) {
    int interval = request.getIntervalMs() == 0 ? DEFAULT_MS : request.getIntervalMs();
    if (interval < 100 || interval > 10_000) {
      observer.onError(Refusals.invalid("interval_ms", interval, "0, or 100 to 10000"));
      return;
    }
    StatusRuntimeException wrong = wrong(request.getDistrict());
    if (wrong != null) {
      observer.onError(wrong);
      return;
    }
    new Watch((ServerCallStreamObserver<WatchFloorResponse>) observer, request.getDistrict())
        .begin(interval);
  }

  @Override
  public void getDay(GetDayRequest request, StreamObserver<GetDayResponse> observer) {
    StatusRuntimeException wrong = wrong(request.getDistrict());
    if (wrong == null && !request.getDay().isEmpty() && !DAY.matcher(request.getDay()).matches()) {
      wrong = Refusals.invalid("day", request.getDay(), "a date such as 2026-11-24, or empty");
    }
    if (wrong != null) {
      observer.onError(wrong);
      return;
    }
    Unary.value(
        sequencer.read(
            ShardId.floor(request.getDistrict()),
            (shard, position) -> day(shard, position, request.getDay()),
            Router.WAIT_MS),
        observer);
  }

  private @Nullable StatusRuntimeException wrong(String district) {
    if (!DISTRICT.matcher(district).matches()) {
      return Refusals.invalid("district", district, "six digits");
    }
    return router.knows(ShardId.floor(district)) ? null : Requests.unknownDistrict(district);
  }

  /** One reader: the floor is looked at once an interval, and told when it has moved. */
  private final class Watch {
    private final ShardId floor;
    private final Pump<WatchFloorResponse> pump;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable FloorPicture newest;
    private volatile @Nullable Throwable failure;
    private Position told = Position.getDefaultInstance();
    private long toldNanos;

    Watch(ServerCallStreamObserver<WatchFloorResponse> out, String district) {
      this.floor = ShardId.floor(district);
      this.pump = new Pump<>(out, scheduler);
    }

    void begin(int intervalMs) {
      ScheduledFuture<?> timer =
          scheduler.scheduleWithFixedDelay(
              this::look, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
      pump.start(this::next, this::end, () -> timer.cancel(false));
      look();
    }

    private void look() {
      if (looking.getAndSet(true)) {
        return;
      }
      var unused =
          sequencer
              .read(floor, SupervisionEndpoint::picture, Router.WAIT_MS)
              .whenComplete(
                  (picture, thrown) -> {
                    newest = picture;
                    failure = thrown;
                    looking.set(false);
                    pump.run();
                  });
    }

    /** Called by the pump alone, one at a time. */
    private @Nullable WatchFloorResponse next() {
      FloorPicture picture = newest;
      long now = System.nanoTime();
      if (picture == null
          || (picture.getPosition().equals(told) && now - toldNanos < AGAIN_NANOS)) {
        return null;
      }
      told = picture.getPosition();
      toldNanos = now;
      return WatchFloorResponse.newBuilder().setFloor(picture).build();
    }

    private Optional<Status> end() {
      return Optional.ofNullable(failure).map(thrown -> Unary.status(thrown).getStatus());
    }
  }

  private static GetDayResponse day(Shard shard, Position position, String wanted) {
    if (!(shard.contents() instanceof Contents.OfFloor here)) {
      throw new IllegalStateException(shard.id() + " is not a floor");
    }
    ClosedDay day = here.floor().day(wanted).orElseThrow(() -> unknownDay(wanted));
    return GetDayResponse.newBuilder()
        .setDay(day)
        .setClosed(!day.getDay().equals(here.floor().figures().getDay()))
        .setPosition(position)
        .setTime(Times.timestamp(shard.lastMomentMs()))
        .build();
  }

  private static StatusRuntimeException unknownDay(String day) {
    return Refusals.refused(
        Refusal.REFUSAL_UNKNOWN_DAY,
        Map.of("day", day),
        "The figures of this day are not kept: ask for today or one of the eight days before it.");
  }

  private static FloorPicture picture(Shard shard, Position position) {
    FloorPicture.Builder picture =
        shard.contents() instanceof Contents.OfFloor here
            ? here.floor().picture()
            : FloorPicture.newBuilder();
    return picture
        .setDistrict(shard.id().district())
        .setPosition(position)
        .setTime(Times.timestamp(shard.lastMomentMs()))
        .build();
  }
}
