package city.hotline.core.seat;

import city.hotline.core.queue.Lines;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatStrategy;

/**
 * Which idle seat gets the next call of a queue: by its strategy, then the longest idle. The next
 * text contact goes to the one with the fewest; among equals, in the same order.
 */
final class SeatOrder {

  /** More than any rank, milliseconds since 1970 included. */
  private static final long ONE_TEXT = 1L << 50;

  private SeatOrder() {}

  /**
   * Where the seat stands in a line.
   *
   * @param level how good it is at the line's skill
   */
  static Lines.Place place(SeatStrategy strategy, Seat seat, int level) {
    long rank =
        switch (strategy) {
          case SEAT_STRATEGY_FEWEST_CALLS -> seat.getHandled();
          case SEAT_STRATEGY_LEAST_TALK_TIME -> seat.getTalkMs();
          case SEAT_STRATEGY_PROFICIENCY -> Lines.HIGHEST - level;
          case SEAT_STRATEGY_ROUND_ROBIN -> seat.getOfferOrder();
          case SEAT_STRATEGY_UNSPECIFIED, SEAT_STRATEGY_LONGEST_IDLE, UNRECOGNIZED -> 0;
        };
    return new Lines.Place(rank, seat.getIdleOrder());
  }

  /** Where the seat stands in a line for text contacts that has this place in the one for calls. */
  static Lines.Place forTexts(Lines.Place place, Seat seat) {
    return new Lines.Place(seat.getTextsCount() * ONE_TEXT + place.rank(), place.order());
  }
}
