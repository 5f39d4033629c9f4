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
}
