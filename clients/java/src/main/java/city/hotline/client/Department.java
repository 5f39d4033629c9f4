package city.hotline.client;

import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.ReplyOrderRequest;
import city.hotline.proto.department.v1.ReplyOrderResponse;
import city.hotline.proto.department.v1.ReturnOrderRequest;
import city.hotline.proto.department.v1.ReturnOrderResponse;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.SignOrderResponse;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import java.util.concurrent.CompletableFuture;

/** What a unit's own system does: watches its orders, signs, replies, returns. Thread-safe. */
public final class Department {

  private final Wire wire;
  private final Link link;
  private final String unit;
  private final Identity caller;

  Department(Wire wire, Link link, String unit) {
    this.wire = wire;
    this.link = link;
    this.unit = unit;
    this.caller = Identity.department(unit);
  }

  /**
   * Watches the unit's orders, from the moment they are dispatched to it until they go elsewhere.
   *
   * @param token of the last message processed; empty starts with a snapshot
   */
  public OrderWatch watchOrders(String token, OrderListener listener) {
    return watch(token, listener, false);
  }

  /** The same, as many messages at a time as {@link OrderWatch#request} asks for. */
  public OrderWatch watchOrdersOnRequest(String token, OrderListener listener) {
    return watch(token, listener, true);
  }

  private OrderWatch watch(String token, OrderListener listener, boolean onRequest) {
    var scope = WatchOrdersRequest.newBuilder().setUnit(unit).setToken(token).build();
    return new OrderWatch(wire, caller, scope, Districts.of(unit), listener, onRequest);
  }

  /** Takes note of an order. Refused as listed at {@code SignOrder}. */
  public CompletableFuture<SignOrderResponse> sign(String orderId) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getSignOrderMethod(),
        id ->
            SignOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .build());
  }

  /** Says what was done, 1 to 4,000 characters. Refused as listed at {@code ReplyOrder}. */
  public CompletableFuture<ReplyOrderResponse> reply(String orderId, String text) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getReplyOrderMethod(),
        id ->
            ReplyOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setText(text)
                .build());
  }

  /** Sends an order back. Refused as listed at {@code ReturnOrder}. */
  public CompletableFuture<ReturnOrderResponse> returnOrder(String orderId, String reason) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getReturnOrderMethod(),
        id ->
            ReturnOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setReason(reason)
                .build());
  }
}
