package city.hotline.node.search;

import city.hotline.core.moment.Times;
import city.hotline.proto.grid.v1.SearchMark;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderSort;
import java.util.Comparator;

/** Where an order stands in a sorted list: by its time, then by its id. */
final class Marks {
  private static final Comparator<SearchMark> BY_ID = Comparator.comparing(SearchMark::getOrderId);
  private static final Comparator<SearchMark> EARLIEST =
      Comparator.comparingLong(SearchMark::getTimeMs).thenComparing(BY_ID);
  private static final Comparator<SearchMark> LATEST =
      Comparator.comparingLong(SearchMark::getTimeMs).reversed().thenComparing(BY_ID);

  private Marks() {}

  static SearchMark of(FoundOrder order, OrderSort sort) {
    long timeMs =
        sort == OrderSort.ORDER_SORT_DUE
            ? OrderDocuments.dueMs(order)
            : Times.millis(order.getOpenedAt());
    return SearchMark.newBuilder().setTimeMs(timeMs).setOrderId(order.getOrderId()).build();
  }

  /** As the index sorts. */
  static Comparator<SearchMark> order(OrderSort sort) {
    return switch (sort) {
      case ORDER_SORT_NEWEST, ORDER_SORT_UNSPECIFIED, UNRECOGNIZED -> LATEST;
      case ORDER_SORT_OLDEST, ORDER_SORT_DUE -> EARLIEST;
    };
  }
}
