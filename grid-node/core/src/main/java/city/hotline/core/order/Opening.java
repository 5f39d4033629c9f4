package city.hotline.core.order;

import city.hotline.core.directory.Directories;
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
import city.hotline.proto.docket.v1.ReportOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A draft becomes an order with a class and a limit. */
public final class Opening {

  private static final int ID_LIMIT = 64;

  /** One of digits only would give numbers that floors give, too. */
  private static final Pattern CHANNEL = Pattern.compile("(?=[0-9]*[a-z])[a-z0-9]{1,16}");

  private static final int CALL_ID_LIMIT = 128;

  private final String district;
  private final String docket;
  private final OrderBook book;
  private final Directories.Version version;
  private final Directory directory;

  /** Opens orders of one docket, which go by the version from then on. */
  public Opening(OrderBook book, Directories.Version version) {
    this.district = book.district();
    this.docket = book.docket();
    this.book = book;
    this.version = version;
    this.directory = version.directory();
  }

  /** Refuses as the command lists it, or opens and classifies; the dispatch is to be added. */
  public Decision<DocketEvent> decide(OpenOrder command) {
    Decision<DocketEvent> refusal = refusal(command);
    return refusal != null
        ? refusal
        : opened(
            OrderOpened.newBuilder()
                .setOrderId(command.getOrderId())
                .setCallId(command.getCallId())
                .setDraft(command.getDraft()));
  }

  /** The same for a report, which gets its number here. */
  public Decision<DocketEvent> decide(ReportOrder command) {
    if (!CHANNEL.matcher(command.getChannel()).matches()) {
      return Decision.invalidField(
          "channel", command.getChannel(), "1 to 16 small letters and digits, a letter among them");
    }
    OrderDraft draft = command.getDraft().toBuilder().setDirectory(version.name()).build();
    Decision<DocketEvent> refusal = refusal(command.hasDraft(), draft);
    return refusal != null
        ? refusal
        : opened(
            OrderOpened.newBuilder()
                .setOrderId(docket + "-" + command.getChannel() + "-" + (book.reported() + 1))
                .setDraft(draft)
                .setChannel(command.getChannel()));
  }

  private Decision<DocketEvent> opened(OrderOpened.Builder order) {
    return Decision.accepted(
        Reply.newBuilder().setCallId(order.getCallId()).setOrderId(order.getOrderId()).build(),
        List.of(
            DocketEvent.newBuilder().setOrderOpened(order).build(),
            DocketEvent.newBuilder()
                .setOrderClassified(
                    OrderClassified.newBuilder()
                        .setOrderId(order.getOrderId())
                        .setLimit(limitOf(order.getDraft())))
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
    Decision<DocketEvent> wrong = refusal(command.hasDraft(), command.getDraft());
    if (wrong != null) {
      return wrong;
    }
    if (book.find(orderId) != null) {
      return Decision.refused(
          Refusal.REFUSAL_ORDER_ALREADY_OPEN,
          Map.of("order_id", orderId),
          "The order exists; give a new order a new id.");
    }
    return null;
  }

  private @Nullable Decision<DocketEvent> refusal(boolean given, OrderDraft draft) {
    if (!given) {
      return Decision.invalidField("draft", "absent", "what the order says");
    }
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
    // The floor knew the class by a version that is gone; a draft that it took is never refused.
    return draft.getDirectory().equals(version.name())
        ? DraftCheck.codes(draft, directory)
        : DraftCheck.places(draft, directory);
  }

  /** The order as it begins: in its first cycle, not yet with a unit. */
  public Order applied(OrderOpened event, Moment moment) {
    if (!event.getChannel().isEmpty()) {
      book.countReported();
    }
    return OrderLife.after(Order.getDefaultInstance(), EventCase.ORDER_OPENED)
        .setOrderId(event.getOrderId())
        .setCallId(event.getCallId())
        .setDraft(event.getDraft())
        .setChannel(event.getChannel())
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
