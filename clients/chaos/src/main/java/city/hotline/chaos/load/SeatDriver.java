package city.hotline.chaos.load;

import city.hotline.client.HotlineClient;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One operator, who does what the picture asks for, one thing at a time. Thread-safe.
 *
 * <p>After an answer it acts only on a picture that shows what was answered.
 */
final class SeatDriver implements SeatListener, AutoCloseable {
  private final SeatSession session;
  private final Callers callers;
  private final Town town;
  private final String district;
  private final SplittableRandom random;
  private @Nullable SeatPicture latest;
  private long actedOn = -1;
  private boolean busy;
  private boolean leaving;
  private boolean away;

  SeatDriver(
      HotlineClient client, String seatId, Callers callers, Town town, SplittableRandom random) {
    this.callers = callers;
    this.town = town;
    this.district = seatId.substring(0, 6);
    this.random = random;
    this.session = client.seat(seatId, this);
  }

  @Override
  public void onPicture(SeatPicture picture) {
    synchronized (this) {
      latest = picture;
    }
    look();
  }

  /** Looks again at the last picture, in case the answer to the last command never came. */
  void look() {
    SeatPicture picture;
    synchronized (this) {
      picture = latest;
      if (busy || picture == null || picture.getPosition().getSequence() <= actedOn) {
        return;
      }
      busy = true;
    }
    CompletableFuture<?> step = step(picture);
    if (step == null) {
      synchronized (this) {
        busy = false;
      }
      return;
    }
    var unused = step.whenComplete((answer, thrown) -> answered(picture, answer));
  }

  private void answered(SeatPicture picture, @Nullable Object answer) {
    synchronized (this) {
      busy = false;
      actedOn = picture.getPosition().getSequence();
      if (answer instanceof CommandAccepted accepted) {
        actedOn = accepted.getAcknowledgement().getPosition().getSequence() - 1;
      }
    }
    look();
  }

  private @Nullable CompletableFuture<?> step(SeatPicture picture) {
    Seat seat = picture.getSeat();
    if (!picture.hasSeat() || seat.getPresence() == Presence.PRESENCE_OFFLINE) {
      return notSignedIn();
    }
    if (picture.hasCall()) {
      return withCall(picture.getCall());
    }
    if (leavingNow()) {
      return session.signOut();
    }
    return seat.getPresence() == Presence.PRESENCE_AVAILABLE
        ? null
        : session.setPresence(Presence.PRESENCE_AVAILABLE);
  }

  private @Nullable CompletableFuture<?> notSignedIn() {
    synchronized (this) {
      away = leaving;
      if (leaving) {
        return null;
      }
    }
    return session.signIn("chaos", List.of(), 0);
  }

  private synchronized boolean leavingNow() {
    return leaving;
  }

  private @Nullable CompletableFuture<?> withCall(Call call) {
    String id = call.getCallId();
    return switch (call.getState()) {
      case CALL_STATE_OFFERED -> {
        callers.taken(id);
        yield chance(30) ? session.reject(call) : session.accept(call);
      }
      case CALL_STATE_CONNECTED -> chance(4) ? session.hold(id) : session.end(id);
      case CALL_STATE_HELD -> chance(2) ? session.resume(id) : session.end(id);
      case CALL_STATE_WRAPPING -> wrapUp(id);
      default -> null;
    };
  }

  private CompletableFuture<?> wrapUp(String call) {
    if (chance(3)) {
      return session.wrapUp(call, Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT);
    }
    synchronized (this) {
      return session.wrapUp(call, town.draft(random, district));
    }
  }

  private synchronized boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** Takes no more calls, and signs out after the present one. */
  void leave() {
    synchronized (this) {
      leaving = true;
      actedOn = -1;
    }
    look();
  }

  synchronized boolean left() {
    return away;
  }

  @Override
  public synchronized String toString() {
    String picture =
        latest == null
            ? "none"
            : latest.getSeat().getPresence() + " with call in " + latest.getCall().getState();
    return "seat "
        + session.seatId()
        + (busy ? " waits for an answer" : " idle")
        + ", last picture "
        + picture;
  }

  @Override
  public void close() {
    session.close();
  }
}
