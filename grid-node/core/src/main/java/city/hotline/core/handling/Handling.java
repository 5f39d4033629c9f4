package city.hotline.core.handling;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.CoHandling;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.CitizenContacted;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.ContactCitizen;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderReplied;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import org.jspecify.annotations.Nullable;

/** What a unit does with an order: signs it, contacts the citizen, replies. */
public final class Handling {

  private final OrderBook book;
  private final OrderGuard guard;
  private final Warnings warnings;

  /** Handles the orders of the book. */
  public Handling(OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.warnings = new Warnings(book, directory);
  }

  /** Refuses as the command lists it, or signs; a return that was asked for is asked no more. */
  public Decision<DocketEvent> decide(SignOrder command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        guard.refusal(
            orderId,
            command.getUnit(),
            EventCase.ORDER_SIGNED,
            Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
    return done(
        refusal,
        orderId,
        moment,
        DocketEvent.newBuilder()
            .setOrderSigned(
                OrderSigned.newBuilder().setOrderId(orderId).setUnit(command.getUnit())));
  }

  /** Refuses as the command lists it, or notes the first contact. */
  public Decision<DocketEvent> decide(ContactCitizen command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        guard.refusal(
            orderId,
            command.getUnit(),
            EventCase.CITIZEN_CONTACTED,
            Refusal.REFUSAL_ORDER_NOT_SIGNED);
    return done(
        refusal,
        orderId,
        moment,
        DocketEvent.newBuilder()
            .setCitizenContacted(
                CitizenContacted.newBuilder().setOrderId(orderId).setUnit(command.getUnit())));
  }

  /**
   * Refuses as the command lists it, or takes the reply, whether or not the unit has contacted the
   * citizen: the citizen will say.
   */
  public Decision<DocketEvent> decide(ReplyOrder command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal = DraftCheck.done("text", command.getText());
    if (refusal == null) {
      refusal =
          guard.refusal(
              orderId,
              command.getUnit(),
              EventCase.ORDER_REPLIED,
              Refusal.REFUSAL_ORDER_NOT_SIGNED);
    }
    if (refusal != null) {
      return refusal;
    }
    return warnings.before(
        orderId,
        moment,
        DocketEvent.newBuilder()
            .setOrderReplied(
                OrderReplied.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(command.getUnit())
                    .setText(command.getText())
                    .addAllCoHandlers(CoHandling.units(book.get(orderId))))
            .build());
  }

  /** What is done late is late, even when no tick has said so yet. */
  private Decision<DocketEvent> done(
      @Nullable Decision<DocketEvent> refusal,
      String orderId,
      Moment moment,
      DocketEvent.Builder fact) {
    return refusal != null ? refusal : warnings.before(orderId, moment, fact.build());
  }

  /** The order signed. */
  public Order applied(OrderSigned event, Moment moment) {
    Order before = book.get(event.getOrderId());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.ORDER_SIGNED)
                .clearAppeal()
                .setSignedAt(moment.getTime()),
            ClockMarks.stopped(before, ClockKind.CLOCK_KIND_SIGN, Times.millis(moment)))
        .build();
  }

  /** The order in hand. */
  public Order applied(CitizenContacted event, Moment moment) {
    Order before = book.get(event.getOrderId());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.CITIZEN_CONTACTED),
            ClockMarks.stopped(before, ClockKind.CLOCK_KIND_CONTACT, Times.millis(moment)))
        .build();
  }

  /** The order with its reply; its clocks run no more, and nothing is asked any more. */
  public Order applied(OrderReplied event, Moment moment) {
    Order before = book.get(event.getOrderId());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.ORDER_REPLIED)
                .clearAppeal()
                .setRepliedAt(moment.getTime())
                .setReplyText(event.getText()),
            ClockMarks.stopped(before, Times.millis(moment)))
        .build();
  }
}
