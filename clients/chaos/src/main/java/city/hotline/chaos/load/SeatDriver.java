package city.hotline.chaos.load;

import city.hotline.client.HotlineClient;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One operator, who does what the picture asks for, one thing at a time. Thread-safe.
 *
 * <p>After an answer it acts only on a picture that shows what was answered.
 */
final class SeatDriver implements SeatListener, AutoCloseable {
  /** How many text contacts an operator holds beside a call. */
  private static final int TEXTS = 2;

  private final SeatSession session;
  private final Consumer<String> taken;
  private final Consumer<String> passedOn;
  private final Town town;
  private final String district;
  private final SplittableRandom random;
  private @Nullable SeatPicture latest;
  private long actedOn = -1;
  private boolean busy;
  private boolean leaving;
  private boolean away;

  /**
   * At one seat.
   *
   * @param taken is told the id of a call that rings here
   * @param passedOn is told the id of a call that is passed on from here
   */
  SeatDriver(
      HotlineClient client,
      String seatId,
      Consumer<String> taken,
      Consumer<String> passedOn,
      Town town,
      SplittableRandom random) {
    this.taken = taken;
    this.passedOn = passedOn;
    this.town = town;
    this.district = seatId.substring(0, 6);
    this.random = random;
    this.session = client.seat(seatId, this);
  }

  /** The seat of this number, from 1. */
  static String idOf(String district, int number) {
    return district + "-C" + number;
  }

  @Override
  public void onPicture(SeatPicture picture) {
    synchronized (this) {
      SeatPicture before = latest;
      if (before != null && !before.getFloor().equals(picture.getFloor())) {
        // It works on another floor now, which counts its records by itself.
        actedOn = -1;
      }
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
      SeatPicture now = latest;
      if (now != null && now.getFloor().equals(picture.getFloor())) {
        actedOn =
            answer instanceof CommandAccepted accepted
                ? accepted.getAcknowledgement().getPosition().getSequence() - 1
                : picture.getPosition().getSequence();
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
    if (picture.hasAccompanied()) {
      return accompanying(picture.getAccompanied());
    }
    if (picture.getTextsCount() > 0) {
      return withCall(picture.getTexts(0));
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
    return session.signIn("chaos", List.of(), 0, TEXTS);
  }

  private synchronized boolean leavingNow() {
    return leaving;
  }

  private @Nullable CompletableFuture<?> withCall(Call call) {
    String id = call.getCallId();
    return switch (call.getState()) {
      case CALL_STATE_OFFERED -> {
        taken.accept(id);
        yield chance(30) ? session.reject(call) : session.accept(call);
      }
      case CALL_STATE_CONNECTED -> talk(id);
      case CALL_STATE_HELD -> chance(2) ? session.resume(id) : session.end(id);
      case CALL_STATE_WRAPPING -> wrapUp(id);
      default -> null;
    };
  }

  private CompletableFuture<?> talk(String call) {
    if (!leavingNow() && chance(12)) {
      passedOn.accept(call);
      return chance(2) ? session.accompany(call, "12345") : session.transfer(call, "12345");
    }
    return chance(4) ? session.hold(call) : session.end(call);
  }

  private CompletableFuture<?> accompanying(Call call) {
    String id = call.getCallId();
    boolean waits =
        call.getState() == CallState.CALL_STATE_QUEUED
            || call.getState() == CallState.CALL_STATE_OFFERED;
    if (waits && chance(2)) {
      taken.accept(id);
      return session.takeBack(id);
    }
    return session.leave(id);
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
