package city.hotline.core.rates;

import city.hotline.core.moment.Times;
import city.hotline.core.order.ClosedBook;
import city.hotline.core.order.OpenBook;
import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.ClosedOrders;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.rates.v1.RateOrder;
import com.google.protobuf.ByteString;
import java.time.YearMonth;
import java.util.List;

/**
 * The same answers that the ledger counts, as the orders keep them: each at the end of a cycle.
 * Stateless.
 */
public final class OrderAnswers {

  /** One of them. */
  public interface Reader {
    /** Told of each answer of the span. */
    void answered(RateOrder order, Cycle cycle);
  }

  private OrderAnswers() {}

  /**
   * Tells the reader of the answers given in the span, in no particular order.
   *
   * @param open the docket's orders that are not closed, packed
   * @param closed the closed ones by month; those closed before the span are not looked at
   */
  public static void read(
      List<ByteString> open, List<ClosedOrders> closed, Span span, Reader reader) {
    long fromMs = Times.startOf(span.first());
    long toMs = Times.startOf(span.last().plusDays(1));
    for (ByteString packed : open) {
      Order order = OpenBook.unpacked(packed);
      new Cycles(order.getOrderId(), order.getDraft().getClassCode(), order.getCyclesList(), 0)
          .within(fromMs, toMs, reader);
    }
    String firstMonth = YearMonth.from(span.first()).toString();
    for (ClosedOrders month : closed) {
      if (month.getMonth().compareTo(firstMonth) >= 0) {
        for (ByteString packed : month.getOrdersList()) {
          ClosedOrder order = ClosedBook.unpacked(packed);
          List<Cycle> cycles = order.getCyclesList();
          new Cycles(order.getOrderId(), order.getClassCode(), cycles, cycles.size())
              .within(fromMs, toMs, reader);
        }
      }
    }
  }

  /** Those of one order; {@code last} is the number of the one that closed it, 0 for none. */
  private record Cycles(String id, String classCode, List<Cycle> cycles, int last) {
    void within(long fromMs, long toMs, Reader reader) {
      for (int number = 1; number <= cycles.size(); number++) {
        Cycle cycle = cycles.get(number - 1);
        if (cycle.getAnsweredMs() >= fromMs && cycle.getAnsweredMs() < toMs) {
          reader.answered(shown(cycle, number), cycle);
        }
      }
    }

    private RateOrder shown(Cycle cycle, int number) {
      return RateOrder.newBuilder()
          .setOrderId(id)
          .setCycle(number)
          .setUnit(cycle.getUnit())
          .setClassCode(cycle.getClassCode().isEmpty() ? classCode : cycle.getClassCode())
          .setAnsweredAt(Times.timestamp(cycle.getAnsweredMs()))
          .setAnswers(cycle.getAnswers())
          .setListed(cycle.getListed())
          .setLate(cycle.getOverdue())
          .setLast(number == last)
          .build();
    }
  }
}
