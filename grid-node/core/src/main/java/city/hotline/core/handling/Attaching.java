package city.hotline.core.handling;

import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.CoHandling;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.AttachReference;
import city.hotline.proto.docket.v1.Attachment;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.ReferenceAttached;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A unit names a picture or a document about an order. The grid keeps where it lies and by which
 * digest it is known, never the thing itself: a record is small, and what a citizen's picture shows
 * is for the store that keeps it.
 */
public final class Attaching {

  private static final int MOST = 20;
  private static final int REFERENCE_LIMIT = 512;
  private static final int DIGEST_BYTES = 32;

  /** A host, so that nothing else of this node's network is meant by it; no user, no blanks. */
  private static final Pattern ADDRESS =
      Pattern.compile("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z]{1,20}/[A-Za-z0-9][A-Za-z0-9.+-]{0,80}");

  private final OrderBook book;
  private final OrderGuard guard;

  /** To orders of the book. */
  public Attaching(OrderBook book) {
    this.book = book;
    this.guard = new OrderGuard(book);
  }

  /** Refuses as the command lists it, or attaches. */
  public Decision<DocketEvent> decide(AttachReference command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal = invalid(command.getAttachment());
    if (refusal == null) {
      refusal = guard.refusal(orderId, EventCase.REFERENCE_ATTACHED, Refusal.REFUSAL_ORDER_CLOSED);
    }
    if (refusal == null) {
      refusal = refusal(book.get(orderId), command.getUnit());
    }
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setReferenceAttached(
                ReferenceAttached.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setAttachment(
                        command.getAttachment().toBuilder()
                            .setUnit(command.getUnit())
                            .setAttachedMs(Times.millis(moment)))
                    .addAllCoHandlers(CoHandling.units(order))));
  }

  private static @Nullable Decision<DocketEvent> invalid(Attachment attachment) {
    String reference = attachment.getReference();
    boolean known = ADDRESS.matcher(reference).matches() || NAME.matcher(reference).matches();
    if (!known || reference.length() > REFERENCE_LIMIT) {
      return Decision.invalidField(
          "attachment.reference",
          reference.length() > REFERENCE_LIMIT ? reference.length() + " characters" : reference,
          "an https address, or letters, digits and . _ / -, at most " + REFERENCE_LIMIT);
    }
    if (!MEDIA_TYPE.matcher(attachment.getMediaType()).matches()) {
      return Decision.invalidField(
          "attachment.media_type", attachment.getMediaType(), "one such as image/jpeg");
    }
    if (attachment.getSha256().size() != DIGEST_BYTES) {
      return Decision.invalidField(
          "attachment.sha256", attachment.getSha256().size() + " bytes", DIGEST_BYTES + " bytes");
    }
    return attachment.getSize() < 1
        ? Decision.invalidField("attachment.size", attachment.getSize(), "1 byte or more")
        : null;
  }

  private static @Nullable Decision<DocketEvent> refusal(Order order, String unit) {
    String id = order.getOrderId();
    boolean concerned =
        order.getUnit().equals(unit)
            || order.getAppeal().getDecider().equals(unit)
            || CoHandling.units(order).contains(unit);
    if (!concerned || unit.isEmpty()) {
      return Decision.refused(
          Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
          Map.of("order_id", id, "unit", order.getUnit()),
          "Only who has the order, decides about it or helps with it can attach to it.");
    }
    return order.getAttachmentsCount() >= MOST
        ? Decision.refused(
            Refusal.REFUSAL_TOO_MANY_ATTACHMENTS,
            Map.of("order_id", id, "attachments", "" + order.getAttachmentsCount()),
            "Put what belongs together into one document: an order has at most " + MOST + ".")
        : null;
  }

  /** The order with one more. */
  public Order applied(ReferenceAttached event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.REFERENCE_ATTACHED)
        .addAttachments(event.getAttachment())
        .build();
  }
}
