package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Opener;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.search.CitySearch;
import city.hotline.node.search.Concern;
import city.hotline.node.search.LastDone;
import city.hotline.node.search.Masks;
import city.hotline.node.search.OrderQuestion;
import city.hotline.proto.access.v1.Role;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.grid.v1.ReadOrderResponse;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.GetOrderResponse;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Finds orders, and shows one. */
public final class SearchEndpoint extends SearchServiceGrpc.SearchServiceImplBase {
  private final CitySearch search;
  private final Opener citizens;
  private final KnownDirectories directories;

  /** Searches this way, and opens the citizen of the order that is shown. */
  public SearchEndpoint(CitySearch search, Opener citizens) {
    this.search = search;
    this.citizens = citizens;
    this.directories = search.directories();
  }

  @Override
  public void findOrders(FindOrdersRequest request, StreamObserver<FindOrdersResponse> observer) {
    Identity caller = AccessGate.caller();
    try {
      SearchFields.check(request, caller, directories);
      String concerning = caller.role() == Role.ROLE_DEPARTMENT ? caller.name() : "";
      OrderQuestion question = OrderQuestion.of(request, concerning, directories);
      Unary.value(
          search.find(question).thenApply(page -> page.response(request.getWithPositions())),
          observer);
    } catch (IllegalArgumentException | StatusRuntimeException e) {
      Unary.fail(observer, e);
    }
  }

  @Override
  public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> observer) {
    Identity caller = AccessGate.caller();
    try {
      SearchFields.check(request, caller);
    } catch (StatusRuntimeException e) {
      Unary.fail(observer, e);
      return;
    }
    Unary.value(
        search.read(request.getOrderId()).thenApply(read -> shown(read, request, caller)),
        observer);
  }

  private GetOrderResponse shown(ReadOrderResponse read, GetOrderRequest request, Identity caller) {
    if (!read.hasOrder()) {
      throw new CompletionException(unknown(request.getOrderId()));
    }
    Order order = citizens.open(read.getOrder()).message();
    boolean whole = !request.getReason().isEmpty();
    if (caller.role() == Role.ROLE_DEPARTMENT) {
      boolean may =
          whole
              ? order.getUnit().equals(caller.name())
              : Concern.units(order, directories.of(order)).contains(caller.name());
      if (!may) {
        throw new CompletionException(notWithThisUnit(order, caller, whole));
      }
    }
    if (whole) {
      Acts.sawWhole(caller, order.getOrderId(), request.getReason());
    }
    return GetOrderResponse.newBuilder()
        .setOrder(whole ? order : Masks.order(order))
        .setPosition(read.getPosition())
        .setUnmasked(whole)
        .setUpdatedAt(LastDone.about(order))
        .build();
  }

  private static StatusRuntimeException unknown(String order) {
    return Refusals.refused(
        Refusal.REFUSAL_UNKNOWN_ORDER,
        Map.of("order", order, "docket", ShardId.ofOrder(order).docket()),
        "No such order: look for it by the caller's phone or the place.");
  }

  private static StatusRuntimeException notWithThisUnit(
      Order order, Identity caller, boolean whole) {
    return Refusals.refused(
        Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
        Map.of("order", order.getOrderId(), "unit", caller.name()),
        whole
            ? "Only the unit that leads sees the citizen as he is: ask without a reason."
            : "It neither leads, decides nor helps, nor does a unit below it.");
  }
}
