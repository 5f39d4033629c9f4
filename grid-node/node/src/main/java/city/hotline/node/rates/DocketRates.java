package city.hotline.node.rates;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.docket.Docket;
import city.hotline.core.rates.AnswerFilter;
import city.hotline.core.rates.AnswerSum;
import city.hotline.core.rates.GroupSums;
import city.hotline.core.rates.Groups;
import city.hotline.core.rates.OrderAnswers;
import city.hotline.core.rates.SchemeChoice;
import city.hotline.core.rates.Span;
import city.hotline.node.rates.DocketReads.Part;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.docket.v1.ClosedOrders;
import city.hotline.proto.grid.v1.AnswerMark;
import city.hotline.proto.grid.v1.AnswersAsked;
import city.hotline.proto.grid.v1.DaySpan;
import city.hotline.proto.grid.v1.ListAnswersRequest;
import city.hotline.proto.grid.v1.ListAnswersResponse;
import city.hotline.proto.grid.v1.RateSums;
import city.hotline.proto.grid.v1.SumRatesRequest;
import city.hotline.proto.grid.v1.SumRatesResponse;
import city.hotline.proto.rates.v1.RateOrder;
import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The answers in the dockets that this node serves, summed up or listed. Thread-safe. */
public final class DocketRates {

  /** By order id, then by cycle. */
  static final Comparator<RateOrder> BY_ORDER =
      Comparator.comparing(RateOrder::getOrderId).thenComparingInt(RateOrder::getCycle);

  private final DocketReads reads;
  private final Directory directory;
  private final Executor sums;

  /**
   * Of dockets that the sequencer reads.
   *
   * @param sums threads that add up; its queue must be bounded
   */
  public DocketRates(Sequencer sequencer, Directory directory, Executor sums) {
    this.reads = new DocketReads(sequencer);
    this.directory = directory;
    this.sums = sums;
  }

  /** Days of a docket's ledger, and with which scheme it closed the month that they are. */
  private record Days(Supplier<List<ByteString>> days, Optional<String> closedWith) {
    static Days of(Docket docket, DaySpan span) {
      return new Days(
          docket
              .rateLedger()
              .freeze(LocalDate.parse(span.getFirstDay()), LocalDate.parse(span.getLastDay())),
          docket.rates().closedWith(span.getMonth()));
    }
  }

  /** Sums; dockets that are not served here, or not in time, are missing among those known. */
  public CompletableFuture<SumRatesResponse> sum(SumRatesRequest request) {
    return reads
        .read(
            request.getAsked().getDocketsList(),
            docket -> request.getSpansList().stream().map(s -> Days.of(docket, s)).toList())
        .thenApplyAsync(parts -> summed(request, parts), sums);
  }

  private SumRatesResponse summed(SumRatesRequest request, List<Part<List<Days>>> parts) {
    SumRatesResponse.Builder response =
        SumRatesResponse.newBuilder().setKept(DocketReads.kept(parts));
    for (int span = 0; span < request.getSpansCount(); span++) {
      Map<Optional<String>, GroupSums> alike =
          new TreeMap<>(Comparator.comparing((Optional<String> id) -> id.orElse("\0")));
      for (Part<List<Days>> part : parts) {
        Days days = part.read().get(span);
        alike.computeIfAbsent(days.closedWith, k -> sums(request.getAsked())).add(days.days.get());
      }
      int number = span;
      alike.forEach(
          (closedWith, sum) -> {
            RateSums.Builder of = RateSums.newBuilder().setSpan(number).addAllRows(sum.rows());
            closedWith.ifPresent(of::setClosedWith);
            response.addSums(of);
          });
    }
    return response.build();
  }

  private GroupSums sums(AnswersAsked asked) {
    return new GroupSums(new Groups(asked.getGroup(), directory), filter(asked));
  }

  private AnswerFilter filter(AnswersAsked asked) {
    return new AnswerFilter(asked.getUnit(), asked.getClassCode(), directory);
  }

  /** Orders of a docket, and with which scheme it closed the month that is asked for. */
  private record Orders(
      Supplier<List<ByteString>> open,
      Supplier<List<ClosedOrders>> closed,
      Optional<String> closedWith) {}

  /** One page of orders; dockets that are not served here are missing among those known. */
  public CompletableFuture<ListAnswersResponse> list(ListAnswersRequest request) {
    String month = request.getSpan().getMonth();
    return reads
        .read(
            request.getAsked().getDocketsList(),
            docket -> new Orders(docket.open(), docket.closed(), docket.rates().closedWith(month)))
        .thenApplyAsync(parts -> listed(request, parts), sums);
  }

  private ListAnswersResponse listed(ListAnswersRequest request, List<Part<Orders>> parts) {
    ListAnswersResponse.Builder page =
        ListAnswersResponse.newBuilder().setKept(DocketReads.kept(parts));
    TreeMap<String, Orders> byPrefix = new TreeMap<>();
    for (Part<Orders> part : parts) {
      byPrefix.put(part.docket().docket() + "-", part.read());
      part.read()
          .closedWith
          .ifPresentOrElse(
              scheme -> {
                if (!page.getClosedWithList().contains(scheme)) {
                  page.addClosedWith(scheme);
                }
              },
              () -> page.setOpen(page.getOpen() + 1));
    }
    String after = request.getAfter().getOrderId();
    for (Map.Entry<String, Orders> docket : byPrefix.entrySet()) {
      boolean over = docket.getKey().compareTo(after) < 0 && !after.startsWith(docket.getKey());
      if (!over && page.getOrdersCount() < request.getMost()) {
        List<RateOrder> found = found(request, docket.getValue());
        page.addAllOrders(
            found.subList(0, Math.min(found.size(), request.getMost() - page.getOrdersCount())));
      }
    }
    return page.build();
  }

  private List<RateOrder> found(ListAnswersRequest request, Orders orders) {
    DaySpan days = request.getSpan();
    Span span =
        new Span(
            days.getMonth(),
            LocalDate.parse(days.getFirstDay()),
            LocalDate.parse(days.getLastDay()));
    RateScheme scheme =
        SchemeChoice.of(directory.schemes(), request.getScheme())
            .at(span, orders.closedWith.stream().toList());
    Groups groups = new Groups(request.getAsked().getGroup(), directory);
    AnswerFilter filter = filter(request.getAsked());
    List<RateOrder> found = new ArrayList<>();
    OrderAnswers.read(
        orders.open.get(),
        orders.closed.get(),
        span,
        (order, cycle) -> {
          if (isAfter(order, request.getAfter())
              && filter.has(order.getUnit(), order.getClassCode())
              && groups.of(order.getUnit(), order.getClassCode()).equals(request.getCode())
              && AnswerSum.of(cycle, order.getLast()).count(request.getCount(), scheme) > 0) {
            found.add(order);
          }
        });
    found.sort(BY_ORDER);
    return found;
  }

  private static boolean isAfter(RateOrder order, AnswerMark mark) {
    int byId = order.getOrderId().compareTo(mark.getOrderId());
    return byId > 0 || (byId == 0 && order.getCycle() > mark.getCycle());
  }
}
