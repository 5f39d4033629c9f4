package city.hotline.core.docket;

import city.hotline.core.figures.OrderTally;
import city.hotline.core.order.OrderBook;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;

/** What must hold between the figures of a docket after every record. */
final class DocketIdentities {

  private DocketIdentities() {}

  /** How many identities are broken; 0 unless the docket has a defect. */
  static int broken(OrderTally tally, OrderBook book, RateFigures month, RateFigures total) {
    OrderFigures facts = tally.figures();
    long followUpNow = tally.now(OrderState.ORDER_STATE_FOLLOW_UP);
    long pendingNow = tally.now(OrderState.ORDER_STATE_PENDING_LISTED);
    long withUnitNow =
        tally.now(OrderState.ORDER_STATE_SIGNED)
            + tally.now(OrderState.ORDER_STATE_IN_HAND)
            + pendingNow;
    long openNow =
        tally.now(OrderState.ORDER_STATE_DISPATCHED)
            + tally.now(OrderState.ORDER_STATE_RETURN_REQUESTED)
            + tally.now(OrderState.ORDER_STATE_MERGED)
            + withUnitNow
            + followUpNow;
    long cycles = facts.getClosed() + facts.getReopened();
    return violated(facts.getOpened() == openNow + facts.getClosed())
        + violated(openNow == book.openCount())
        + violated(facts.getClosed() == tally.now(OrderState.ORDER_STATE_CLOSED))
        + violated(book.closed().size() <= facts.getClosed())
        + violated(
            facts.getDispatched() == facts.getOpened() + facts.getReturned() + facts.getReopened())
        + violated(facts.getSigned() == withUnitNow + facts.getReplied() + facts.getMergedSigned())
        + violated(
            facts.getMerged()
                == tally.now(OrderState.ORDER_STATE_MERGED)
                    + facts.getSplit()
                    + facts.getParentReplied())
        + violated(facts.getPendingListed() == pendingNow + facts.getPendingEnded())
        + violated(facts.getReplied() + facts.getParentReplied() == followUpNow + cycles)
        + violated(total.getFollowedUp() + total.getUnreachable() + total.getExcluded() == cycles)
        + violated(isOrdered(total) && isOrdered(month) && isWithin(month, total));
  }

  private static boolean isOrdered(RateFigures rates) {
    return rates.getResponded() <= rates.getFollowedUp()
        && rates.getAsking() <= rates.getFollowedUp()
        && rates.getResolved() <= rates.getAsking()
        && rates.getSatisfied() <= rates.getFollowedUp();
  }

  private static boolean isWithin(RateFigures month, RateFigures total) {
    return month.getFollowedUp() <= total.getFollowedUp()
        && month.getUnreachable() <= total.getUnreachable();
  }

  private static int violated(boolean holds) {
    return holds ? 0 : 1;
  }
}
