package city.hotline.client;

import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.OpenSession;
import city.hotline.proto.seat.v1.RenewLease;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.seat.v1.SeatServiceGrpc;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.CommandRefused;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wire of a seat: the stream that is its lease, and the commands not yet answered. Everything
 * is sent under the lock, so in order; listeners and futures run outside of it.
 */
final class SeatStream implements AutoCloseable {

  private record Unanswered(
      SeatCommand command, CompletableFuture<CommandAccepted> result, long giveUpNanos) {}

  private static final SessionRequest RENEWAL =
      SessionRequest.newBuilder().setRenew(RenewLease.getDefaultInstance()).build();

  private final Wire wire;
  private final String seatId;
  private final Identity caller;
  private final String district;
  private final SeatListener listener;
  private final Backoff backoff = new Backoff();
  private final TreeMap<Long, Unanswered> unanswered = new TreeMap<>();
  private final ScheduledFuture<?> renewals;
  private @Nullable ClientCall<SessionRequest, SessionResponse> call;

  /** The call is cancelled and its end not heard of yet: gRPC lets nobody send on it any more. */
  private boolean ending;

  private long waitingSinceNanos;
  private boolean waiting;
  private boolean retired;
  private boolean closed;
  private volatile @Nullable SeatPicture picture;

  /**
   * On one floor.
   *
   * @param district the floor the seat works on: its own, or one that borrowed it
   */
  SeatStream(Wire wire, String seatId, String district, SeatListener listener) {
    this.wire = wire;
    this.seatId = seatId;
    this.caller = Identity.seat(seatId);
    this.district = district;
    this.listener = listener;
    long everyMs = ClientSettings.RENEW_EVERY.toMillis();
    this.renewals =
        wire.timer().scheduleAtFixedRate(this::renew, everyMs, everyMs, TimeUnit.MILLISECONDS);
  }

  String seatId() {
    return seatId;
  }

  String district() {
    return district;
  }

  @Nullable SeatPicture picture() {
    return picture;
  }

  void open() {
    Routes.Route route = wire.routes().to(district, wire.seatLane(seatId));
    ClientCall<SessionRequest, SessionResponse> fresh =
        route.channel().newCall(SeatServiceGrpc.getSessionMethod(), wire.options(caller));
    synchronized (this) {
      if (closed || wire.closed()) {
        return;
      }
      call = fresh;
      ending = false;
      // The first picture comes at once.
      waiting = false;
      expectAnswer();
      fresh.start(new Listener(fresh, route), new Metadata());
      fresh.request(8);
      fresh.sendMessage(
          SessionRequest.newBuilder()
              .setOpen(OpenSession.newBuilder().setSeatId(seatId).setFloor(district))
              .build());
      unanswered.values().forEach(each -> fresh.sendMessage(request(each.command())));
    }
  }

  void send(SeatCommand command, CompletableFuture<CommandAccepted> result) {
    boolean refuse;
    synchronized (this) {
      refuse = closed;
      if (!refuse) {
        long giveUp = System.nanoTime() + wire.settings().patience().toNanos();
        unanswered.put(
            command.getRequestId().getCounter(), new Unanswered(command, result, giveUp));
        if (call != null && !ending) {
          expectAnswer();
          call.sendMessage(request(command));
        }
      }
    }
    if (refuse) {
      result.completeExceptionally(new GridUnavailable("The session of this seat is closed."));
    }
  }

  private static SessionRequest request(SeatCommand command) {
    return SessionRequest.newBuilder().setCommand(command).build();
  }

  private void expectAnswer() {
    if (!waiting) {
      waiting = true;
      waitingSinceNanos = System.nanoTime();
    }
  }

  private void renew() {
    List<Unanswered> givenUp = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      unanswered.values().stream().filter(u -> now - u.giveUpNanos() >= 0).forEach(givenUp::add);
      givenUp.forEach(each -> unanswered.remove(each.command().getRequestId().getCounter()));
      if (call != null && !ending) {
        if (waiting && now - waitingSinceNanos > wire.settings().attemptTimeout().toNanos()) {
          ending = true;
          call.cancel("no answer", null);
        } else {
          call.sendMessage(RENEWAL);
        }
      }
    }
    for (Unanswered each : givenUp) {
      var cause = new IllegalStateException("no answer");
      each.result()
          .completeExceptionally(
              new OutcomeUnknown("No answer to seat " + seatId + " from its floor.", cause));
    }
    closeIfRetired();
  }

  /**
   * A refusal that may pass: the same command again, a little later. Not if the stream has been
   * opened anew meanwhile, which sent it: of two copies one could be refused, the other accepted.
   */
  private void sendAgain(long counter, ClientCall<SessionRequest, SessionResponse> refusedOn) {
    synchronized (this) {
      Unanswered again = unanswered.get(counter);
      if (again != null && call == refusedOn && !ending) {
        expectAnswer();
        refusedOn.sendMessage(request(again.command()));
      }
    }
  }

  private @Nullable Unanswered answered(long counter) {
    Unanswered done;
    synchronized (this) {
      done = unanswered.remove(counter);
      waiting = false;
      if (!unanswered.isEmpty()) {
        expectAnswer();
      }
    }
    closeIfRetired();
    return done;
  }

  /** Nothing more is sent here: closes as soon as every command has its answer. */
  void retire() {
    synchronized (this) {
      retired = true;
    }
    closeIfRetired();
  }

  private void closeIfRetired() {
    boolean over;
    synchronized (this) {
      over = retired && unanswered.isEmpty() && !closed;
    }
    if (over) {
      close();
    }
  }

  @Override
  public void close() {
    end(new GridUnavailable("The session of this seat is closed."));
  }

  private void end(HotlineException reason) {
    List<Unanswered> left;
    synchronized (this) {
      closed = true;
      if (call != null) {
        call.cancel("closed by the seat", null);
        call = null;
      }
      left = new ArrayList<>(unanswered.values());
      unanswered.clear();
    }
    renewals.cancel(false);
    left.forEach(each -> each.result().completeExceptionally(reason));
  }

  private final class Listener extends ClientCall.Listener<SessionResponse> {
    private final ClientCall<SessionRequest, SessionResponse> mine;
    private final Routes.Route route;

    Listener(ClientCall<SessionRequest, SessionResponse> mine, Routes.Route route) {
      this.mine = mine;
      this.route = route;
    }

    @Override
    public void onMessage(SessionResponse message) {
      synchronized (SeatStream.this) {
        if (call != mine) {
          return;
        }
        backoff.reset();
        if (unanswered.isEmpty()) {
          waiting = false;
        }
      }
      mine.request(1);
      wire.waiting().answered(district);
      switch (message.getResponseCase()) {
        case PICTURE -> {
          picture = message.getPicture();
          listener.onPicture(message.getPicture());
        }
        case ACCEPTED -> accepted(message.getAccepted());
        case REFUSED -> refused(message.getRefused());
        case RESPONSE_NOT_SET -> {
          // A newer grid says more than this client knows.
        }
      }
    }

    private void accepted(CommandAccepted accepted) {
      Unanswered done = answered(accepted.getRequestId().getCounter());
      if (done != null) {
        done.result().complete(accepted);
      }
    }

    private void refused(CommandRefused refused) {
      Failure failure = Failure.of(refused);
      long counter = refused.getRequestId().getCounter();
      if (failure.repeatable()) {
        wire.later(backoff.nextMs(0), () -> sendAgain(counter, mine));
        return;
      }
      Unanswered done = answered(counter);
      if (done != null) {
        done.result().completeExceptionally(failure.toException(null));
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (SeatStream.this) {
        if (call != mine) {
          return;
        }
        call = null;
      }
      Status fault =
          status.isOk()
              ? Status.UNAVAILABLE.withDescription("The node ended the session.")
              : status;
      Failure failure = Failure.of(fault.asRuntimeException(trailers));
      wire.routes().failed(route, failure);
      if (failure.repeatable()) {
        listener.onBroken(failure.text());
        wire.waiting()
            .tryAgain(district, backoff.nextMs(failure.retryAfterMs()), SeatStream.this::open);
      } else {
        HotlineException reason = failure.toException(null);
        end(reason);
        listener.onRefused(reason);
      }
    }
  }
}
