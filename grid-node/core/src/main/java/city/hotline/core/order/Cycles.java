package city.hotline.core.order;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.Counting;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;

/** What remains of a cycle of an order when the citizen has been asked. Stateless. */
public final class Cycles {

  private Cycles() {}

  /** Whether the order, or the one it went on with, is or was listed as pending in its cycle. */
  public static boolean isListed(Order order) {
    return order.getListed()
        || order.getClocksList().stream().anyMatch(clock -> clock.getPausesCount() > 0);
  }

  /**
   * The cycle that ends with the answers.
   *
   * @param counting how they count
   * @param script the one the citizen was asked by; empty where there was none
   * @param nowMs milliseconds since 1970
   */
  public static Cycle ended(
      Order order, Answers answers, Counting counting, String script, long nowMs) {
    return Cycle.newBuilder()
        .setUnit(order.getUnit())
        .setDispatchedMs(Times.millis(order.getDispatchedAt()))
        .setSignedMs(Times.millis(order.getSignedAt()))
        .setContactedMs(contactedMs(order))
        .setRepliedMs(Times.millis(order.getRepliedAt()))
        .setAnsweredMs(nowMs)
        .setAnswers(answers)
        .setCounting(counting)
        .setScript(script)
        .setOverdue(order.getOverdue())
        .setListed(isListed(order))
        .setHops(order.getHop())
        .build();
  }

  /** A closed order of a journal from before cycles were kept, with the one that can be told. */
  public static Order withCycle(Order order) {
    Counting unknown = Counting.getDefaultInstance();
    long closedMs = Times.millis(order.getClosedAt());
    return order.toBuilder()
        .addCycles(ended(order, order.getAnswers(), unknown, "", closedMs))
        .build();
  }

  /** An order whose class is changed: the cycles that are over were of the former one. */
  static Order withClass(Order order, String former) {
    Order.Builder kept = order.toBuilder();
    for (Cycle.Builder cycle : kept.getCyclesBuilderList()) {
      if (cycle.getClassCode().isEmpty()) {
        cycle.setClassCode(former);
      }
    }
    return kept.build();
  }

  /** The contact's clock stops with the reply at the latest. */
  private static long contactedMs(Order order) {
    long repliedMs = Times.millis(order.getRepliedAt());
    for (OrderClock clock : order.getClocksList()) {
      if (clock.getKind() == ClockKind.CLOCK_KIND_CONTACT && clock.getStoppedMs() < repliedMs) {
        return clock.getStoppedMs();
      }
    }
    return 0;
  }
}
