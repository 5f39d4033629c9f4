package city.hotline.client;

import city.hotline.proto.seat.v1.SeatPicture;

/** Hears how a seat stands. Called one at a time, on a thread of the client: do not block. */
public interface SeatListener {

  /** How the seat stands now: after opening, after reconnecting, after each change. */
  void onPicture(SeatPicture picture);

  /** The session broke and is being opened again; commands are kept and repeated. */
  default void onBroken(String why) {}

  /** The grid refuses the session for good, for example because no such district exists. */
  default void onRefused(HotlineException reason) {}
}
