package city.hotline.gateway.open311;

import city.hotline.client.GridUnavailable;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.client.Orders;
import city.hotline.client.OutcomeUnknown;
import city.hotline.client.Reports;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.GetOrderResponse;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The grid's orders, as the channel "open311". Thread-safe. */
final class GridRequests implements ServiceRequests {

  static final String CHANNEL = "open311";
  private static final int PAGE = 200;
  private static final int AGAIN_SECONDS = 5;
  private static final Comparator<FoundOrder> NEWEST =
      Comparator.comparing(FoundOrder::getOpenedAt, GridRequests::compare)
          .thenComparing(FoundOrder::getOrderId)
          .reversed();

  private final Reports reports;
  private final Orders orders;

  GridRequests(HotlineClient client) {
    this.reports = client.reports(CHANNEL);
    this.orders = client.ordersForChannel(CHANNEL);
  }

  @Override
  public String open(OrderDraft draft) {
    return answer(reports.report(draft)).getOrderId();
  }

  @Override
  public Optional<FoundOrder> get(String orderId) {
    // The grid is asked by the district that an id begins with.
    if (!orderId.matches("[0-9]{6}[0-9A-Za-z-]{1,58}")) {
      return Optional.empty();
    }
    try {
      GetOrderResponse got = HotlineClient.await(orders.get(orderId));
      return Optional.of(found(got));
    } catch (HotlineRefused e) {
      if (e.reason() == Refusal.REFUSAL_UNKNOWN_ORDER
          || e.reason() == Refusal.REFUSAL_UNKNOWN_DISTRICT) {
        return Optional.empty();
      }
      throw error(e);
    } catch (HotlineException e) {
      throw error(e);
    }
  }

  /** What a list would say of it. */
  private static FoundOrder found(GetOrderResponse got) {
    Order order = got.getOrder();
    FoundOrder.Builder found =
        FoundOrder.newBuilder()
            .setOrderId(order.getOrderId())
            .setClassCode(order.getDraft().getClassCode())
            .setState(order.getState())
            .setDistrict(order.getDraft().getDistrict())
            .setStreet(order.getDraft().getStreet())
            .setUnit(order.getUnit())
            .setOpenedAt(order.getOpenedAt())
            .setUpdatedAt(got.getUpdatedAt())
            .setCloseReason(order.getCloseReason());
    if (order.hasDueAt() && order.getState() != OrderState.ORDER_STATE_CLOSED) {
      found.setDueAt(order.getDueAt());
    }
    return found.build();
  }

  /** A class is a question of its own, so that no more is read than is answered. */
  @Override
  public List<FoundOrder> find(Query query) {
    OrderFilter.Builder filter = OrderFilter.newBuilder().setOpenedFrom(timestamp(query.from()));
    if (query.to() != null) {
      filter.setOpenedBefore(timestamp(query.to()));
    }
    if (query.closed()) {
      filter.addStates(OrderState.ORDER_STATE_CLOSED);
      if (query.open()) {
        for (OrderState state : OrderState.values()) {
          if (state != OrderState.UNRECOGNIZED
              && state != OrderState.ORDER_STATE_UNSPECIFIED
              && state != OrderState.ORDER_STATE_CLOSED) {
            filter.addStates(state);
          }
        }
      }
    }
    List<FoundOrder> all = new ArrayList<>();
    for (String code : query.classes().isEmpty() ? Set.of("") : query.classes()) {
      pages(filter.setClassCode(code).build(), query.most(), all);
    }
    return all.stream().sorted(NEWEST).limit(query.most()).toList();
  }

  private void pages(OrderFilter filter, int most, List<FoundOrder> all) {
    String token = "";
    int before = all.size();
    do {
      FindOrdersResponse page =
          answer(
              orders.find(
                  FindOrdersRequest.newBuilder()
                      .setFilter(filter)
                      .setSort(OrderSort.ORDER_SORT_NEWEST)
                      .setPageSize(PAGE)
                      .setPageToken(token)
                      .build()));
      // Whoever copies the list from time to time would never learn of what is missing now.
      if (page.getNotAskedCount() > 0) {
        throw new Open311Error(
            503,
            "the requests of "
                + page.getNotAsked(0).getDocket()
                + " cannot be asked for now: try again",
            AGAIN_SECONDS);
      }
      all.addAll(page.getOrdersList());
      token = page.getNextPageToken();
    } while (!token.isEmpty() && all.size() - before < most);
  }

  private static <T> T answer(CompletableFuture<T> answer) {
    try {
      return HotlineClient.await(answer);
    } catch (HotlineException e) {
      throw error(e);
    }
  }

  private static Open311Error error(HotlineException thrown) {
    if (thrown instanceof HotlineRefused refused) {
      return new Open311Error(
          400,
          refused.reason() == Refusal.REFUSAL_UNKNOWN_PLACE
              ? "address_id: not known (expected: a district, street or community of the city)"
              : refused.advice());
    }
    if (thrown instanceof OutcomeUnknown) {
      return Open311Error.unknownWhetherTaken();
    }
    if (thrown instanceof GridUnavailable) {
      return new Open311Error(503, "the hotline does not answer, try again", AGAIN_SECONDS);
    }
    throw thrown;
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  private static int compare(Timestamp one, Timestamp other) {
    int seconds = Long.compare(one.getSeconds(), other.getSeconds());
    return seconds == 0 ? Integer.compare(one.getNanos(), other.getNanos()) : seconds;
  }
}
