package city.hotline.core.figures;

import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.figures.v1.OrderFigures;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts facts about orders since the docket was founded, and orders by present state. Not
 * thread-safe: the docket's one writer folds into it.
 */
public final class OrderTally {

  private final Map<EventCase, Long> facts = new EnumMap<>(EventCase.class);
  private final int[] now = new int[OrderState.values().length];
  private long mergedSigned;

  /** A fact moved an order from one state to another. */
  public void count(EventCase fact, OrderState from, OrderState to) {
    facts.merge(fact, 1L, Long::sum);
    if (fact == EventCase.ORDER_MERGED && from != OrderState.ORDER_STATE_DISPATCHED) {
      mergedSigned++;
    }
    if (from != to) {
      if (from != OrderState.ORDER_STATE_UNSPECIFIED) {
        now[from.getNumber()]--;
      }
      now[to.getNumber()]++;
    }
  }

  /** Orders in the state now; for closed ones, all there ever were. */
  public int now(OrderState state) {
    return now[state.getNumber()];
  }

  /** The counts of facts. */
  public OrderFigures figures() {
    return OrderFigures.newBuilder()
        .setOpened(counted(EventCase.ORDER_OPENED))
        .setDispatched(counted(EventCase.ORDER_DISPATCHED))
        .setSigned(counted(EventCase.ORDER_SIGNED))
        .setReplied(counted(EventCase.ORDER_REPLIED))
        .setReturned(counted(EventCase.ORDER_RETURNED))
        .setReopened(counted(EventCase.ORDER_REOPENED))
        .setClosed(counted(EventCase.ORDER_CLOSED))
        .setContacted(counted(EventCase.CITIZEN_CONTACTED))
        .setReturnsAsked(counted(EventCase.RETURN_REQUESTED))
        .setReturnsDenied(counted(EventCase.RETURN_DENIED))
        .setExtended(counted(EventCase.EXTENSION_GRANTED))
        .setPendingListed(counted(EventCase.PENDING_LISTED))
        .setPendingEnded(counted(EventCase.PENDING_ENDED))
        .setOverdue(counted(EventCase.ORDER_OVERDUE))
        .setUrged(counted(EventCase.ORDER_URGED))
        .setPartsFinished(counted(EventCase.PART_FINISHED))
        .setMerged(counted(EventCase.ORDER_MERGED))
        .setMergedSigned(mergedSigned)
        .setSplit(counted(EventCase.ORDER_SPLIT))
        .setParentReplied(counted(EventCase.PARENT_REPLIED))
        .setReclassified(counted(EventCase.ORDER_RECLASSIFIED))
        .setAttempts(counted(EventCase.FOLLOW_UP_ATTEMPTED))
        .setAppealsEscalated(counted(EventCase.APPEAL_ESCALATED))
        .setMigrated(counted(EventCase.ORDER_MIGRATED))
        .build();
  }

  private long counted(EventCase fact) {
    return facts.getOrDefault(fact, 0L);
  }

  /** Goes on from counts of facts and the open orders they left behind. */
  public void restore(OrderFigures figures, Iterable<Order> open) {
    facts.put(EventCase.ORDER_OPENED, figures.getOpened());
    facts.put(EventCase.ORDER_DISPATCHED, figures.getDispatched());
    facts.put(EventCase.ORDER_SIGNED, figures.getSigned());
    facts.put(EventCase.ORDER_REPLIED, figures.getReplied());
    facts.put(EventCase.ORDER_RETURNED, figures.getReturned());
    facts.put(EventCase.ORDER_REOPENED, figures.getReopened());
    facts.put(EventCase.ORDER_CLOSED, figures.getClosed());
    facts.put(EventCase.CITIZEN_CONTACTED, figures.getContacted());
    facts.put(EventCase.RETURN_REQUESTED, figures.getReturnsAsked());
    facts.put(EventCase.RETURN_DENIED, figures.getReturnsDenied());
    facts.put(EventCase.EXTENSION_GRANTED, figures.getExtended());
    facts.put(EventCase.PENDING_LISTED, figures.getPendingListed());
    facts.put(EventCase.PENDING_ENDED, figures.getPendingEnded());
    facts.put(EventCase.ORDER_OVERDUE, figures.getOverdue());
    facts.put(EventCase.ORDER_URGED, figures.getUrged());
    facts.put(EventCase.PART_FINISHED, figures.getPartsFinished());
    facts.put(EventCase.ORDER_MERGED, figures.getMerged());
    mergedSigned = figures.getMergedSigned();
    facts.put(EventCase.ORDER_SPLIT, figures.getSplit());
    facts.put(EventCase.PARENT_REPLIED, figures.getParentReplied());
    facts.put(EventCase.ORDER_RECLASSIFIED, figures.getReclassified());
    facts.put(EventCase.FOLLOW_UP_ATTEMPTED, figures.getAttempts());
    facts.put(EventCase.APPEAL_ESCALATED, figures.getAppealsEscalated());
    facts.put(EventCase.ORDER_MIGRATED, figures.getMigrated());
    for (Order order : open) {
      now[order.getState().getNumber()]++;
    }
    now[OrderState.ORDER_STATE_CLOSED_VALUE] = Math.toIntExact(figures.getClosed());
  }
}
