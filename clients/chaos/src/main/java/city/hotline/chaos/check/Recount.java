package city.hotline.chaos.check;

import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Record;
import java.util.HashSet;
import java.util.Set;

/** Counts facts, one by one, as a person with the log and a pencil would. */
final class Recount {
  private final CallFigures.Builder calls = CallFigures.newBuilder();
  private final OrderFigures.Builder orders = OrderFigures.newBuilder();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> signed = new HashSet<>();

  void count(Record record) {
    record.getFloor().getEventsList().forEach(this::call);
    record.getDocket().getEventsList().forEach(this::order);
    if (record.getFloor().getEventsList().stream().anyMatch(FloorEvent::hasOrderRequested)) {
      asked.add(record.getShard() + " " + SurvivingLog.positionOf(record));
    }
    if (record.hasDeliveryConfirmed()) {
      asked.remove(record.getShard() + " " + record.getDeliveryConfirmed().getPosition());
    }
  }

  private void call(FloorEvent event) {
    switch (event.getEventCase()) {
      case CALL_QUEUED -> calls.setOffered(calls.getOffered() + 1);
      case CALL_ACCEPTED ->
          calls
              .setAnswered(calls.getAnswered() + 1)
              .setAnsweredWaitMs(calls.getAnsweredWaitMs() + event.getCallAccepted().getWaitedMs());
      case OFFER_MISSED -> calls.setOffersMissed(calls.getOffersMissed() + 1);
      case OFFER_REJECTED -> calls.setOffersRejected(calls.getOffersRejected() + 1);
      case CALL_WRAPPED_UP -> calls.setHandled(calls.getHandled() + 1);
      case CALL_TRANSFERRED ->
          calls
              .setHandled(calls.getHandled() + 1)
              .setTransferred(calls.getTransferred() + 1)
              .setOffered(calls.getOffered() + 1);
      case CALL_ABANDONED -> {
        if (event.getCallAbandoned().getShortAbandon()) {
          calls.setAbandonedShort(calls.getAbandonedShort() + 1);
        } else {
          calls.setAbandonedLong(calls.getAbandonedLong() + 1);
        }
      }
      case CALL_FLOWED_OUT -> flowedOut(event);
      case CALL_FAILED -> calls.setFailed(calls.getFailed() + 1);
      case CALLBACK_ASKED -> calls.setCallbacksAsked(calls.getCallbacksAsked() + 1);
      case CALLBACK_UNANSWERED -> calls.setCallbacksUnanswered(calls.getCallbacksUnanswered() + 1);
      case ORDER_REQUESTED -> calls.setOrdersRequested(calls.getOrdersRequested() + 1);
      default -> {
        // Not counted.
      }
    }
  }

  private void flowedOut(FloorEvent event) {
    switch (event.getCallFlowedOut().getKind()) {
      case FLOW_OUT_KIND_CALLBACK -> calls.setFlowedOutCallback(calls.getFlowedOutCallback() + 1);
      case FLOW_OUT_KIND_TRANSFER -> calls.setFlowedOutTransfer(calls.getFlowedOutTransfer() + 1);
      case FLOW_OUT_KIND_OVERFLOW -> calls.setFlowedOutOverflow(calls.getFlowedOutOverflow() + 1);
      case FLOW_OUT_KIND_FULL -> calls.setFlowedOutFull(calls.getFlowedOutFull() + 1);
      case FLOW_OUT_KIND_CLOSED -> calls.setFlowedOutClosed(calls.getFlowedOutClosed() + 1);
      case FLOW_OUT_KIND_UNREACHABLE ->
          calls
              .setFlowedOutUnreachable(calls.getFlowedOutUnreachable() + 1)
              .setCallbacksUnanswered(calls.getCallbacksUnanswered() + 1);
      case FLOW_OUT_KIND_UNSPECIFIED, UNRECOGNIZED -> {}
    }
  }

  private void order(DocketEvent event) {
    switch (event.getEventCase()) {
      case ORDER_OPENED -> orders.setOpened(orders.getOpened() + 1);
      case ORDER_DISPATCHED -> orders.setDispatched(orders.getDispatched() + 1);
      case ORDER_SIGNED -> {
        orders.setSigned(orders.getSigned() + 1);
        signed.add(event.getOrderSigned().getOrderId());
      }
      case ORDER_REPLIED -> orders.setReplied(orders.getReplied() + 1);
      case ORDER_RETURNED -> orders.setReturned(orders.getReturned() + 1);
      case ORDER_REOPENED -> {
        orders.setReopened(orders.getReopened() + 1);
        signed.remove(event.getOrderReopened().getOrderId());
      }
      case ORDER_CLOSED -> orders.setClosed(orders.getClosed() + 1);
      case CITIZEN_CONTACTED -> orders.setContacted(orders.getContacted() + 1);
      case RETURN_REQUESTED -> orders.setReturnsAsked(orders.getReturnsAsked() + 1);
      case RETURN_DENIED -> orders.setReturnsDenied(orders.getReturnsDenied() + 1);
      case EXTENSION_GRANTED -> orders.setExtended(orders.getExtended() + 1);
      case PENDING_LISTED -> orders.setPendingListed(orders.getPendingListed() + 1);
      case PENDING_ENDED -> orders.setPendingEnded(orders.getPendingEnded() + 1);
      case ORDER_OVERDUE -> orders.setOverdue(orders.getOverdue() + 1);
      case ORDER_URGED -> orders.setUrged(orders.getUrged() + 1);
      case PART_FINISHED -> orders.setPartsFinished(orders.getPartsFinished() + 1);
      case ORDER_MERGED -> merged(event.getOrderMerged().getOrderId());
      case ORDER_SPLIT -> orders.setSplit(orders.getSplit() + 1);
      case PARENT_REPLIED -> orders.setParentReplied(orders.getParentReplied() + 1);
      case ORDER_RECLASSIFIED -> orders.setReclassified(orders.getReclassified() + 1);
      case ORDER_MIGRATED -> orders.setMigrated(orders.getMigrated() + 1);
      case FOLLOW_UP_ATTEMPTED -> orders.setAttempts(orders.getAttempts() + 1);
      case APPEAL_ESCALATED -> orders.setAppealsEscalated(orders.getAppealsEscalated() + 1);
      default -> {
        // Not counted.
      }
    }
  }

  private void merged(String order) {
    orders.setMerged(orders.getMerged() + 1);
    if (signed.remove(order)) {
      orders.setMergedSigned(orders.getMergedSigned() + 1);
    }
  }

  CallFigures calls() {
    return calls.build();
  }

  OrderFigures orders() {
    return orders.build();
  }

  /** Came in and neither answered nor gone. */
  long waiting() {
    return calls.getOffered()
        - calls.getAnswered()
        - calls.getAbandonedShort()
        - calls.getAbandonedLong()
        - calls.getFlowedOutCallback()
        - calls.getFlowedOutTransfer()
        - calls.getFlowedOutOverflow()
        - calls.getFlowedOutFull()
        - calls.getFlowedOutClosed()
        - calls.getFlowedOutUnreachable()
        - calls.getFailed();
  }

  /** Asked for, and the floor does not know yet that the docket has it. */
  long inTransit() {
    return asked.size();
  }
}
