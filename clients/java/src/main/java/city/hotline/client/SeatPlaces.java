package city.hotline.client;

import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where a seat works: on its own floor, and while it is lent, on the floor that borrowed it. The
 * stream to its own floor stays open and says where it is; what the operator sees and does goes to
 * the floor that has it. Thread-safe.
 */
final class SeatPlaces implements AutoCloseable {

  private final Wire wire;
  private final SeatListener listener;
  private final SeatStream home;
  private final Object telling = new Object();
  private @Nullable SeatStream guest;
  private boolean closed;

  SeatPlaces(Wire wire, String seatId, SeatListener listener) {
    this.wire = wire;
    this.listener = listener;
    this.home =
        new SeatStream(
            wire,
            seatId,
            Districts.of(seatId),
            new SeatListener() {
              @Override
              public void onPicture(SeatPicture picture) {
                atHome(picture);
              }

              @Override
              public void onBroken(String reason) {
                listener.onBroken(reason);
              }

              @Override
              public void onRefused(HotlineException reason) {
                close();
                listener.onRefused(reason);
              }
            });
  }

  void open() {
    home.open();
  }

  String seatId() {
    return home.seatId();
  }

  /** From the floor that has it; from its own while it is on its way. */
  @Nullable SeatPicture picture() {
    SeatStream there = working();
    return (there == null ? home : there).picture();
  }

  /** A command goes to one floor only, whatever becomes of it: there it is known when repeated. */
  void send(SeatCommand command, CompletableFuture<CommandAccepted> result) {
    SeatStream there = working();
    (there == null || command.hasSignIn() ? home : there).send(command, result);
  }

  /** The stream of the floor that borrowed the seat, once it is there; else null. */
  private synchronized @Nullable SeatStream working() {
    SeatStream there = guest;
    return there != null && isThere(there.picture()) ? there : null;
  }

  private static boolean isThere(@Nullable SeatPicture picture) {
    return picture != null && picture.getSeat().getGuest();
  }

  private void atHome(SeatPicture picture) {
    String lentTo = picture.getSeat().getLentTo();
    SeatStream left = null;
    SeatStream entered = null;
    synchronized (this) {
      SeatStream there = guest;
      if (there != null && !there.district().equals(lentTo)) {
        left = there;
        guest = null;
      }
      if (guest == null && !lentTo.isEmpty() && !closed) {
        entered = new SeatStream(wire, home.seatId(), lentTo, new Guest());
        guest = entered;
      }
    }
    if (left != null) {
      left.retire();
    }
    if (entered != null) {
      entered.open();
    }
    tell();
  }

  /** Shows how the seat stands now; one at a time, whichever stream brought the news. */
  private void tell() {
    synchronized (telling) {
      SeatPicture now = picture();
      if (now != null) {
        listener.onPicture(now);
      }
    }
  }

  @Override
  public void close() {
    SeatStream there;
    synchronized (this) {
      closed = true;
      there = guest;
      guest = null;
    }
    if (there != null) {
      there.close();
    }
    home.close();
  }

  /** Hears the floor that borrowed the seat. */
  private final class Guest implements SeatListener {

    @Override
    public void onPicture(SeatPicture picture) {
      tell();
    }

    @Override
    public void onBroken(String reason) {
      listener.onBroken(reason);
    }

    @Override
    public void onRefused(HotlineException reason) {
      listener.onRefused(reason);
    }
  }
}
