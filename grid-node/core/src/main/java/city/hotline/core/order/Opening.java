package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClassified;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A draft becomes an order with a class and a limit. */
public final class Opening {

  private static final int ID_LIMIT = 64;
  private static final int CALL_ID_LIMIT = 128;

  private final String district;
  private final String docket;
  private final OrderBook book;
  private final Directory directory;

  /** Opens orders of one docket. */
  public Opening(String district, String docket, OrderBook book, Directory directory) {
    this.district = district;
    this.docket = docket;
    this.book = book;
    this.directory = directory;
  }

  /** Refuses as the command lists it, or opens and classifies; the dispatch is to be added. */
  public Decision<DocketEvent> decide(OpenOrder command) {
    Decision<DocketEvent> refusal = refusal(command);
    if (refusal != null) {
      return refusal;
    }
    String orderId = command.getOrderId();
    return Decision.accepted(
        Reply.newBuilder().setCallId(command.getCallId()).setOrderId(orderId).build(),
        List.of(
            DocketEvent.newBuilder()
                .setOrderOpened(
                    OrderOpened.newBuilder()
                        .setOrderId(orderId)
                        .setCallId(command.getCallId())
                        .setDraft(command.getDraft()))
                .build(),
            DocketEvent.newBuilder()
                .setOrderClassified(
                    OrderClassified.newBuilder()
                        .setOrderId(orderId)
                        .setLimit(limitOf(command.getDraft())))
                .build()));
  }

  /** Within which limit an order of this draft is to be handled. */
  public HandlingLimit limitOf(OrderDraft draft) {
    return directory.limitOf(draft.getClassCode()).orElse(HandlingLimit.HANDLING_LIMIT_GENERAL);
  }

  private @Nullable Decision<DocketEvent> refusal(OpenOrder command) {
    String orderId = command.getOrderId();
    if (orderId.isEmpty() || orderId.length() > ID_LIMIT) {
      return Decision.invalidField("order_id", orderId, "1 to " + ID_LIMIT + " characters");
    }
    if (command.getCallId().length() > CALL_ID_LIMIT) {
      return Decision.invalidField(
          "call_id", command.getCallId(), "at most " + CALL_ID_LIMIT + " characters");
    }
    if (!command.hasDraft()) {
      return Decision.invalidField("draft", "absent", "what the order says");
    }
    OrderDraft draft = command.getDraft();
    Decision<DocketEvent> fields = DraftCheck.fields(draft);
    if (fields != null) {
      return fields;
    }
    if (!draft.getDistrict().equals(district) || !DraftCheck.docketOf(draft).equals(docket)) {
      return Decision.refused(
          Refusal.REFUSAL_WRONG_SHARD,
          Map.of("district", draft.getDistrict(), "docket", DraftCheck.docketOf(draft)),
          "Send the order to the docket of its street, or of its district where no street is known.");
    }
    Decision<DocketEvent> codes = DraftCheck.codes(draft, directory);
    if (codes != null) {
      return codes;
    }
    if (book.find(orderId) != null) {
      return Decision.refused(
          Refusal.REFUSAL_ORDER_ALREADY_OPEN,
          Map.of("order_id", orderId),
          "The order exists; give a new order a new id.");
    }
    return null;
  }

  /** The order as it begins: in its first cycle, not yet with a unit. */
  public Order applied(OrderOpened event, Moment moment) {
    return OrderLife.after(Order.getDefaultInstance(), EventCase.ORDER_OPENED)
        .setOrderId(event.getOrderId())
        .setCallId(event.getCallId())
        .setDraft(event.getDraft())
        .setCycle(1)
        .setOpenedAt(moment.getTime())
        .build();
  }

  /** The order with its limit. */
  public Order applied(OrderClassified event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_CLASSIFIED)
        .setLimit(event.getLimit())
        .build();
  }
}
