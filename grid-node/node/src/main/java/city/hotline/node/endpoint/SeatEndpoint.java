package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.pulse.SeatAt;
import city.hotline.node.pulse.SeatLeases;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.ManagedChannel;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sessions of operator seats; one opened at the wrong node is passed on to the owner. */
public final class SeatEndpoint extends SeatServiceGrpc.SeatServiceImplBase {
  private static final Pattern SEAT_ID = Pattern.compile("[0-9]{6}-[A-Za-z0-9-]{1,32}");

  private final Router router;
  private final Router.Owners owners;
  private final SeatDesk desk;
  private final SeatLeases leases;
  private final Function<String, Optional<ManagedChannel>> channels;
  private final AccessGate gate;

  /** Serves sessions from these; the gate judges what they ask. */
  public SeatEndpoint(
      Router router,
      Router.Owners owners,
      SeatDesk desk,
      SeatLeases leases,
      Function<String, Optional<ManagedChannel>> channels,
      AccessGate gate) {
    this.router = router;
    this.owners = owners;
    this.desk = desk;
    this.leases = leases;
    this.channels = channels;
    this.gate = gate;
  }

  @Override
  public StreamObserver<SessionRequest> session(StreamObserver<SessionResponse> observer) {
    ServerCallStreamObserver<SessionResponse> out =
        (ServerCallStreamObserver<SessionResponse>) observer;
    Opening opening = new Opening(out);
    out.setOnReadyHandler(() -> opening.ready());
    out.setOnCancelHandler(() -> opening.cancelled());
    out.disableAutoRequest();
    out.request(1);
    return opening;
  }

  /** Waits for the first message, then hands all to a session here or at the owner. */
  private final class Opening implements StreamObserver<SessionRequest> {
    private final ServerCallStreamObserver<SessionResponse> out;
    private volatile @Nullable StreamObserver<SessionRequest> next;
    private volatile @Nullable SeatSession session;
    private volatile Pipes.@Nullable Pipe<SessionRequest, SessionResponse> pipe;

    Opening(ServerCallStreamObserver<SessionResponse> out) {
      this.out = out;
    }

    void ready() {
      SeatSession here = session;
      if (here != null) {
        here.ready();
      }
      Pipes.Pipe<SessionRequest, SessionResponse> passing = pipe;
      if (passing != null) {
        passing.callerReady();
      }
    }

    void cancelled() {
      StreamObserver<SessionRequest> to = next;
      if (to != null) {
        to.onError(io.grpc.Status.CANCELLED.asRuntimeException());
      }
    }

    @Override
    public void onNext(SessionRequest request) {
      StreamObserver<SessionRequest> to = next;
      if (to == null) {
        to = open(request);
        next = to;
      }
      to.onNext(request);
      if (pipe == null) {
        out.request(1);
      }
    }

    private StreamObserver<SessionRequest> open(SessionRequest request) {
      String seatId = request.getOpen().getSeatId();
      if (!request.hasOpen() || !SEAT_ID.matcher(seatId).matches()) {
        out.onError(
            Refusals.invalid(
                "open.seat_id",
                seatId,
                "first of all, a district code, a dash and a name: 110105-S017"));
        return new Ignored();
      }
      String guestAt = request.getOpen().getFloor();
      ShardId floor = guestAt.isEmpty() ? ShardId.ofCallOrSeat(seatId) : ShardId.floor(guestAt);
      if (!router.knows(floor)) {
        out.onError(Requests.unknownDistrict(floor.district()));
        return new Ignored();
      }
      if (router.servesHere(floor)) {
        Identity caller = AccessGate.caller();
        SeatSession here =
            new SeatSession(
                new SeatAt(floor, seatId),
                out,
                router,
                desk,
                leases,
                command -> gate.judge(caller, command, seatId));
        session = here;
        return here;
      }
      Optional<ManagedChannel> owner = owners.ownerOf(floor.district()).flatMap(channels);
      if (owner.isEmpty()) {
        out.onError(
            Refusals.refused(
                Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
                Map.of("district", floor.district()),
                "The district has no serving owner yet: open the session again in a moment."));
        return new Ignored();
      }
      Pipes.Pipe<SessionRequest, SessionResponse> passing =
          Pipes.connect(
              out,
              SeatServiceGrpc.newStub(owner.get()).withInterceptors(OnBehalf.ofCaller())::session);
      pipe = passing;
      return passing;
    }

    @Override
    public void onError(Throwable failure) {
      StreamObserver<SessionRequest> to = next;
      if (to != null) {
        to.onError(failure);
      }
    }

    @Override
    public void onCompleted() {
      StreamObserver<SessionRequest> to = next;
      if (to != null) {
        to.onCompleted();
      } else {
        out.onCompleted();
      }
    }
  }

  /** Takes what still arrives after the stream was refused. */
  private static final class Ignored implements StreamObserver<SessionRequest> {
    @Override
    public void onNext(SessionRequest request) {
      // The stream has ended.
    }

    @Override
    public void onError(Throwable failure) {
      // The stream has ended.
    }

    @Override
    public void onCompleted() {
      // The stream has ended.
    }
  }
}
