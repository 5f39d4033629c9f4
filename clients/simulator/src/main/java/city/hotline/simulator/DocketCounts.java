package city.hotline.simulator;

import city.hotline.core.directory.DemandKind;
import city.hotline.core.directory.Directory;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AnswersRecorded;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.ParentReplied;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.figures.v1.ClosedMonth;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what a docket tells a second time. Not thread-safe. */
final class DocketCounts {
  private static final int MONTHS_KEPT = 14;

  /** The figure that each fact is counted in. */
  private static final Map<String, String> FIGURES =
      Map.ofEntries(
          Map.entry("order_opened", "opened"),
          Map.entry("order_dispatched", "dispatched"),
          Map.entry("order_signed", "signed"),
          Map.entry("citizen_contacted", "contacted"),
          Map.entry("order_replied", "replied"),
          Map.entry("return_requested", "returns_asked"),
          Map.entry("return_denied", "returns_denied"),
          Map.entry("order_returned", "returned"),
          Map.entry("extension_granted", "extended"),
          Map.entry("pending_listed", "pending_listed"),
          Map.entry("pending_ended", "pending_ended"),
          Map.entry("order_overdue", "overdue"),
          Map.entry("order_urged", "urged"),
          Map.entry("part_finished", "parts_finished"),
          Map.entry("order_merged", "merged"),
          Map.entry("order_split", "split"),
          Map.entry("parent_replied", "parent_replied"),
          Map.entry("order_reclassified", "reclassified"),
          Map.entry("follow_up_attempted", "attempts"),
          Map.entry("appeal_escalated", "appeals_escalated"),
          Map.entry("order_migrated", "migrated"),
          Map.entry("order_reopened", "reopened"),
          Map.entry("order_closed", "closed"));

  private final Directory directory;
  private final OrderFigures.Builder total = OrderFigures.newBuilder();
  private final Map<String, String> classes = new HashMap<>();
  private final Set<String> signed = new HashSet<>();
  private final Set<String> listed = new HashSet<>();
  private final Set<String> late = new HashSet<>();
  private final AnswerBook answers = new AnswerBook();
  private final List<ClosedMonth> closedMonths = new ArrayList<>();
  private RateFigures.Builder month = RateFigures.newBuilder();
  private final RateFigures.Builder all = RateFigures.newBuilder();

  DocketCounts(Directory directory) {
    this.directory = directory;
  }

  /** A fact of an instant, milliseconds since 1970. */
  void heard(DocketEvent event, long ms) {
    event.getAllFields().keySet().forEach(this::count);
    if (event.hasOrderOpened()) {
      String code = event.getOrderOpened().getDraft().getClassCode();
      classes.put(event.getOrderOpened().getOrderId(), code);
    } else if (event.hasOrderSigned()) {
      signed.add(event.getOrderSigned().getOrderId());
    } else if (event.hasOrderMerged()) {
      if (signed.remove(event.getOrderMerged().getOrderId())) {
        total.setMergedSigned(total.getMergedSigned() + 1);
      }
    } else if (event.hasParentReplied()) {
      wentOn(event.getParentReplied());
    } else if (event.hasOrderReclassified()) {
      classes.put(
          event.getOrderReclassified().getOrderId(), event.getOrderReclassified().getClassCode());
      relimited(
          event.getOrderReclassified().getOrderId(), event.getOrderReclassified().getClocksList());
    } else if (event.hasOrderMigrated()) {
      relimited(event.getOrderMigrated().getOrderId(), event.getOrderMigrated().getClocksList());
    } else if (event.hasPendingListed()) {
      listed.add(event.getPendingListed().getOrderId());
    } else if (event.hasOrderOverdue()) {
      if (event.getOrderOverdue().getClock() == ClockKind.CLOCK_KIND_REPLY) {
        late.add(event.getOrderOverdue().getOrderId());
      }
    } else if (event.hasAnswersRecorded()) {
      answered(event.getAnswersRecorded(), ms);
    } else if (event.hasOrderReopened()) {
      ended(event.getOrderReopened().getOrderId(), false);
    } else if (event.hasOrderClosed()) {
      ended(event.getOrderClosed().getOrderId(), true);
    } else if (event.hasMonthClosed()) {
      closedMonths.add(
          ClosedMonth.newBuilder()
              .setMonth(event.getMonthClosed().getMonth())
              .setRates(month)
              .setScheme(event.getMonthClosed().getScheme())
              .build());
      month = RateFigures.newBuilder();
    }
  }

  /** Late by its own clock, and listed where its parent is. */
  private void wentOn(ParentReplied event) {
    if (event.getOverdue()) {
      late.add(event.getOrderId());
    }
    if (listed.contains(event.getParentId())) {
      listed.add(event.getOrderId());
    }
  }

  /** Whoever was late by one limit need not be by another. */
  private void relimited(String orderId, List<OrderClock> clocks) {
    for (OrderClock clock : clocks) {
      if (clock.getKind() == ClockKind.CLOCK_KIND_REPLY
          && clock.getStoppedMs() == 0
          && clock.getToldPercent() < 100) {
        late.remove(orderId);
      }
    }
  }

  private void answered(AnswersRecorded event, long ms) {
    String id = event.getOrderId();
    if (listed.contains(id)) {
      month.setExcluded(month.getExcluded() + 1);
      all.setExcluded(all.getExcluded() + 1);
    } else {
      answered(month, event.getAnswers(), asks(id));
      answered(all, event.getAnswers(), asks(id));
    }
    answers.heard(event, ms);
  }

  private void ended(String id, boolean last) {
    signed.remove(id);
    answers.ended(
        id, classes.getOrDefault(id, ""), asks(id), listed.remove(id), last, late.remove(id));
  }

  private void count(FieldDescriptor fact) {
    String figure = FIGURES.get(fact.getName());
    if (figure != null) {
      FieldDescriptor field = OrderFigures.getDescriptor().findFieldByName(figure);
      total.setField(field, (Long) total.getField(field) + 1);
    }
  }

  private boolean asks(String order) {
    String code = classes.getOrDefault(order, "");
    return directory.classRule(code).orElseThrow().demand() != DemandKind.INQUIRY;
  }

  private static void answered(RateFigures.Builder rates, Answers answers, boolean asks) {
    if (answers.getUnreachable()) {
      rates.setUnreachable(rates.getUnreachable() + 1);
      return;
    }
    boolean resolved = answers.getResolution() == Resolution.RESOLUTION_YES;
    boolean satisfied =
        answers.getSatisfactionValue() <= Satisfaction.SATISFACTION_BASICALLY_SATISFIED_VALUE;
    rates
        .setFollowedUp(rates.getFollowedUp() + 1)
        .setResponded(rates.getResponded() + (answers.getResponded() ? 1 : 0))
        .setAsking(rates.getAsking() + (asks ? 1 : 0))
        .setResolved(rates.getResolved() + (asks && resolved ? 1 : 0))
        .setSatisfied(rates.getSatisfied() + (satisfied ? 1 : 0));
  }

  /** What citizens answered, by day, as {@link AnswerBook#lines} of it. */
  List<String> answers() {
    return answers.lines();
  }

  /** What every unit comes to, as {@link AnswerBook#rates} of it. */
  List<String> rates() {
    return answers.rates();
  }

  OrderFigures total() {
    return total.build();
  }

  RateFigures month() {
    return month.build();
  }

  RateFigures all() {
    return all.build();
  }

  List<ClosedMonth> closedMonths() {
    return closedMonths.subList(
        Math.max(0, closedMonths.size() - MONTHS_KEPT), closedMonths.size());
  }
}
