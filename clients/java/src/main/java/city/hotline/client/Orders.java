package city.hotline.client;

import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.GetOrderResponse;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import java.util.concurrent.CompletableFuture;

/**
 * Finds orders by what is known of them, and looks at one. Citizens are masked, unless there is a
 * reason to see one. Thread-safe.
 */
public final class Orders {
  private final Asker asker;

  Orders(Asker asker) {
    this.asker = asker;
  }

  /**
   * One page of orders. What a seat, a department or a channel may look through follows from who it
   * is; a supervisor of one floor must name its district. A page names the dockets that could not
   * be asked: what is missing there is not missing in the city. Refused as listed at {@code
   * FindOrders}.
   */
  public CompletableFuture<FindOrdersResponse> find(FindOrdersRequest question) {
    FindOrdersRequest.Builder request = question.toBuilder();
    if (!asker.own().isEmpty()) {
      request.setAsker(asker.own());
    }
    return asker.ask(
        question.getDistrict(), SearchServiceGrpc.getFindOrdersMethod(), request.build());
  }

  /** One order as it is now, the citizen masked. Refused as listed at {@code GetOrder}. */
  public CompletableFuture<GetOrderResponse> get(String orderId) {
    return get(orderId, "");
  }

  /**
   * One order, the citizen as he is: that is kept on record with the reason. Refused as listed at
   * {@code GetOrder}.
   */
  public CompletableFuture<GetOrderResponse> get(String orderId, String reason) {
    GetOrderRequest.Builder request =
        GetOrderRequest.newBuilder().setOrderId(orderId).setReason(reason);
    if (!asker.own().isEmpty()) {
      request.setAsker(asker.own());
    }
    return asker.ask(Districts.of(orderId), SearchServiceGrpc.getGetOrderMethod(), request.build());
  }
}
