package city.hotline.client;

import city.hotline.proto.department.v1.AskCoHandlerRequest;
import city.hotline.proto.department.v1.AskCoHandlerResponse;
import city.hotline.proto.department.v1.AskExtensionRequest;
import city.hotline.proto.department.v1.AskExtensionResponse;
import city.hotline.proto.department.v1.AskPendingRequest;
import city.hotline.proto.department.v1.AskPendingResponse;
import city.hotline.proto.department.v1.AttachReferenceRequest;
import city.hotline.proto.department.v1.AttachReferenceResponse;
import city.hotline.proto.department.v1.ContactCitizenRequest;
import city.hotline.proto.department.v1.ContactCitizenResponse;
import city.hotline.proto.department.v1.DecideAppealRequest;
import city.hotline.proto.department.v1.DecideAppealResponse;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.EndPendingRequest;
import city.hotline.proto.department.v1.EndPendingResponse;
import city.hotline.proto.department.v1.FinishPartRequest;
import city.hotline.proto.department.v1.FinishPartResponse;
import city.hotline.proto.department.v1.ListOrdersRequest;
import city.hotline.proto.department.v1.ListOrdersResponse;
import city.hotline.proto.department.v1.MergeOrderRequest;
import city.hotline.proto.department.v1.MergeOrderResponse;
import city.hotline.proto.department.v1.ReplyOrderRequest;
import city.hotline.proto.department.v1.ReplyOrderResponse;
import city.hotline.proto.department.v1.ReturnOrderRequest;
import city.hotline.proto.department.v1.ReturnOrderResponse;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.SignOrderResponse;
import city.hotline.proto.department.v1.SignOrdersRequest;
import city.hotline.proto.department.v1.SignOrdersResponse;
import city.hotline.proto.department.v1.SplitOrderRequest;
import city.hotline.proto.department.v1.SplitOrderResponse;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.docket.v1.Attachment;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a unit's own system does: watches its orders, signs, contacts, replies, asks the unit above,
 * and decides what the units below ask. Thread-safe.
 */
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
    return watch(scope(token), listener, false);
  }

  /** The same, as many messages at a time as {@link OrderWatch#request} asks for. */
  public OrderWatch watchOrdersOnRequest(String token, OrderListener listener) {
    return watch(scope(token), listener, true);
  }

  /** On request, those of the units below it, too, such as a district's streets. */
  public OrderWatch watchOrdersWithUnitsBelow(String token, OrderListener listener) {
    return watch(scope(token).setWithUnitsBelow(true), listener, true);
  }

  private WatchOrdersRequest.Builder scope(String token) {
    return WatchOrdersRequest.newBuilder().setUnit(unit).setToken(token);
  }

  private OrderWatch watch(
      WatchOrdersRequest.Builder scope, OrderListener listener, boolean onRequest) {
    return new OrderWatch(wire, caller, scope.build(), Districts.ofUnit(unit), listener, onRequest);
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

  /**
   * Takes note of many orders, each for itself: what became of each is in the answer. Refused as
   * listed at {@code SignOrders}.
   *
   * @param orderIds 1 to 200, each once
   */
  public CompletableFuture<SignOrdersResponse> signAll(List<String> orderIds) {
    return link.send(
        caller,
        Districts.ofUnit(unit),
        DepartmentServiceGrpc.getSignOrdersMethod(),
        id ->
            SignOrdersRequest.newBuilder()
                .setRequestId(id)
                .addAllOrderIds(orderIds)
                .setUnit(unit)
                .build());
  }

  /**
   * Names a picture or a document about an order. Refused as listed at {@code AttachReference}.
   *
   * @param attachment reference, media_type, sha256 and size
   */
  public CompletableFuture<AttachReferenceResponse> attach(String orderId, Attachment attachment) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getAttachReferenceMethod(),
        id ->
            AttachReferenceRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setAttachment(attachment)
                .build());
  }

  /**
   * One page of the unit's orders, those due first. Refused as listed at {@code ListOrders}.
   *
   * @param request whose unit is set here
   */
  public CompletableFuture<ListOrdersResponse> list(ListOrdersRequest request) {
    return new Asker(wire, caller)
        .ask(
            Districts.ofUnit(unit),
            DepartmentServiceGrpc.getListOrdersMethod(),
            request.toBuilder().setUnit(unit).build());
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

  /**
   * Asks the unit above that the order goes elsewhere. Refused as listed at {@code ReturnOrder}.
   */
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

  /** Notes that the unit has spoken to the citizen. Refused as listed at {@code ContactCitizen}. */
  public CompletableFuture<ContactCitizenResponse> contact(String orderId) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getContactCitizenMethod(),
        id ->
            ContactCitizenRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .build());
  }

  /** Asks the unit above for 1 to 720 hours more. Refused as listed at {@code AskExtension}. */
  public CompletableFuture<AskExtensionResponse> askExtension(
      String orderId, int hours, String reason) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getAskExtensionMethod(),
        id ->
            AskExtensionRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setHours(hours)
                .setReason(reason)
                .build());
  }

  /**
   * Asks the unit above to list the order as pending for 1 to 365 days. Refused as listed at {@code
   * AskPending}.
   */
  public CompletableFuture<AskPendingResponse> askPending(String orderId, int days, String reason) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getAskPendingMethod(),
        id ->
            AskPendingRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setDays(days)
                .setReason(reason)
                .build());
  }

  /** Goes on with a pending order. Refused as listed at {@code EndPending}. */
  public CompletableFuture<EndPendingResponse> endPending(String orderId) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getEndPendingMethod(),
        id ->
            EndPendingRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .build());
  }

  /** Grants what the unit below asked. Refused as listed at {@code DecideAppeal}. */
  public CompletableFuture<DecideAppealResponse> grant(String orderId, String note) {
    return decide(orderId, true, note, "");
  }

  /** Grants a return, and says who has the order now. Refused as listed at {@code DecideAppeal}. */
  public CompletableFuture<DecideAppealResponse> sendTo(
      String orderId, String toUnit, String note) {
    return decide(orderId, true, note, toUnit);
  }

  /** Denies what the unit below asked. Refused as listed at {@code DecideAppeal}. */
  public CompletableFuture<DecideAppealResponse> deny(String orderId, String note) {
    return decide(orderId, false, note, "");
  }

  private CompletableFuture<DecideAppealResponse> decide(
      String orderId, boolean granted, String note, String toUnit) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getDecideAppealMethod(),
        id ->
            DecideAppealRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setGranted(granted)
                .setNote(note)
                .setToUnit(toUnit)
                .build());
  }

  /**
   * Asks another unit to help with an order that this one leads. Refused as listed at {@code
   * AskCoHandler}.
   */
  public CompletableFuture<AskCoHandlerResponse> askCoHandler(
      String orderId, String coHandler, String note) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getAskCoHandlerMethod(),
        id ->
            AskCoHandlerRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setCoHandler(coHandler)
                .setNote(note)
                .build());
  }

  /** Says what this unit has done to help. Refused as listed at {@code FinishPart}. */
  public CompletableFuture<FinishPartResponse> finishPart(String orderId, String text) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getFinishPartMethod(),
        id ->
            FinishPartRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setText(text)
                .build());
  }

  /**
   * Lets an order go on with another one of its docket. Refused as listed at {@code MergeOrder}.
   */
  public CompletableFuture<MergeOrderResponse> merge(String orderId, String parentId) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getMergeOrderMethod(),
        id ->
            MergeOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .setParentId(parentId)
                .build());
  }

  /** Takes an order out again. Refused as listed at {@code SplitOrder}. */
  public CompletableFuture<SplitOrderResponse> split(String orderId) {
    return link.send(
        caller,
        Districts.of(orderId),
        DepartmentServiceGrpc.getSplitOrderMethod(),
        id ->
            SplitOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setUnit(unit)
                .build());
  }
}
