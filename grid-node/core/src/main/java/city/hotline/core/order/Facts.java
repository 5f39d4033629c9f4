package city.hotline.core.order;

import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;

/** What was decided of an order; the reply names it. Stateless. */
public final class Facts {

  private Facts() {}

  /** One fact. */
  public static Decision<DocketEvent> about(String orderId, DocketEvent.Builder fact) {
    return about(orderId, List.of(fact.build()));
  }

  /** Several, in this order. */
  public static Decision<DocketEvent> about(String orderId, List<DocketEvent> facts) {
    return Decision.accepted(Reply.newBuilder().setOrderId(orderId).build(), facts);
  }

  /** The order that a fact is about; empty where it is about none. */
  public static String orderOf(DocketEvent event) {
    return switch (event.getEventCase()) {
      case ORDER_OPENED -> event.getOrderOpened().getOrderId();
      case ORDER_CLASSIFIED -> event.getOrderClassified().getOrderId();
      case ORDER_DISPATCHED -> event.getOrderDispatched().getOrderId();
      case ORDER_SIGNED -> event.getOrderSigned().getOrderId();
      case ORDER_REPLIED -> event.getOrderReplied().getOrderId();
      case FOLLOW_UP_DUE -> event.getFollowUpDue().getOrderId();
      case ORDER_RETURNED -> event.getOrderReturned().getOrderId();
      case ANSWERS_RECORDED -> event.getAnswersRecorded().getOrderId();
      case ORDER_REOPENED -> event.getOrderReopened().getOrderId();
      case ORDER_CLOSED -> event.getOrderClosed().getOrderId();
      case ORDER_OVERDUE -> event.getOrderOverdue().getOrderId();
      case CITIZEN_CONTACTED -> event.getCitizenContacted().getOrderId();
      case CLOCK_WARNED -> event.getClockWarned().getOrderId();
      case RETURN_REQUESTED -> event.getReturnRequested().getOrderId();
      case RETURN_DENIED -> event.getReturnDenied().getOrderId();
      case EXTENSION_ASKED -> event.getExtensionAsked().getOrderId();
      case EXTENSION_GRANTED -> event.getExtensionGranted().getOrderId();
      case EXTENSION_DENIED -> event.getExtensionDenied().getOrderId();
      case PENDING_ASKED -> event.getPendingAsked().getOrderId();
      case PENDING_LISTED -> event.getPendingListed().getOrderId();
      case PENDING_DENIED -> event.getPendingDenied().getOrderId();
      case PENDING_ENDED -> event.getPendingEnded().getOrderId();
      case CO_HANDLER_ASKED -> event.getCoHandlerAsked().getOrderId();
      case PART_FINISHED -> event.getPartFinished().getOrderId();
      case ORDER_URGED -> event.getOrderUrged().getOrderId();
      case ORDER_MERGED -> event.getOrderMerged().getOrderId();
      case ORDER_SPLIT -> event.getOrderSplit().getOrderId();
      case PARENT_REPLIED -> event.getParentReplied().getOrderId();
      case ORDER_RECLASSIFIED -> event.getOrderReclassified().getOrderId();
      case ORDER_MIGRATED -> event.getOrderMigrated().getOrderId();
      case FOLLOW_UP_ATTEMPTED -> event.getFollowUpAttempted().getOrderId();
      case FOLLOW_UP_CLAIMED -> event.getFollowUpClaimed().getOrderId();
      case FOLLOW_UP_RELEASED -> event.getFollowUpReleased().getOrderId();
      case APPEAL_ESCALATED -> event.getAppealEscalated().getOrderId();
      case REFERENCE_ATTACHED -> event.getReferenceAttached().getOrderId();
      case MONTH_CLOSED, EVENT_NOT_SET -> "";
    };
  }
}
