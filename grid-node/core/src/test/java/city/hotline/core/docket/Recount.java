package city.hotline.core.docket;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts a history again from its first event, by other means than the docket. */
final class Recount {

  /** Where an order is, told by the last fact that moved it. */
  enum Place {
    WITH_UNIT,
    RETURN_REQUESTED,
    SIGNED,
    IN_HAND,
    PENDING,
    MERGED,
    FOLLOW_UP,
    CLOSED
  }

  final OrderFigures.Builder total = OrderFigures.newBuilder();
  final Map<String, Place> places = new HashMap<>();
  final List<String> closedMonths = new ArrayList<>();
  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, List<Answered>> answeredByMonth = new LinkedHashMap<>();
  private String month;

  private final Set<String> listed = new HashSet<>();

  private record Answered(String classCode, Answers answers, boolean excluded) {}

  Recount(String month, List<DocketEvent> events) {
    this.month = month;
    for (DocketEvent event : events) {
      count(event);
    }
  }

  private void count(DocketEvent event) {
    switch (event.getEventCase()) {
      case ORDER_OPENED -> {
        total.setOpened(total.getOpened() + 1);
        String id = event.getOrderOpened().getOrderId();
        classes.put(id, event.getOrderOpened().getDraft().getClassCode());
        places.put(id, Place.WITH_UNIT);
      }
      case ORDER_DISPATCHED -> {
        total.setDispatched(total.getDispatched() + 1);
        places.put(event.getOrderDispatched().getOrderId(), Place.WITH_UNIT);
      }
      case ORDER_SIGNED -> {
        total.setSigned(total.getSigned() + 1);
        places.put(event.getOrderSigned().getOrderId(), Place.SIGNED);
      }
      case ORDER_REPLIED -> {
        total.setReplied(total.getReplied() + 1);
        places.put(event.getOrderReplied().getOrderId(), Place.FOLLOW_UP);
      }
      case ORDER_RETURNED -> {
        total.setReturned(total.getReturned() + 1);
        places.put(event.getOrderReturned().getOrderId(), Place.WITH_UNIT);
      }
      case ORDER_REOPENED -> {
        total.setReopened(total.getReopened() + 1);
        places.put(event.getOrderReopened().getOrderId(), Place.WITH_UNIT);
        listed.remove(event.getOrderReopened().getOrderId());
      }
      case ORDER_CLOSED -> {
        total.setClosed(total.getClosed() + 1);
        places.put(event.getOrderClosed().getOrderId(), Place.CLOSED);
      }
      case ANSWERS_RECORDED ->
          answeredByMonth
              .computeIfAbsent(month, m -> new ArrayList<>())
              .add(
                  new Answered(
                      classes.getOrDefault(event.getAnswersRecorded().getOrderId(), ""),
                      event.getAnswersRecorded().getAnswers(),
                      listed.contains(event.getAnswersRecorded().getOrderId())));
      case MONTH_CLOSED -> {
        closedMonths.add(month);
        month = event.getMonthClosed().getNextMonth();
      }
      default -> onItsWay(event);
    }
  }

  private void onItsWay(DocketEvent event) {
    switch (event.getEventCase()) {
      case RETURN_REQUESTED -> {
        total.setReturnsAsked(total.getReturnsAsked() + 1);
        places.put(event.getReturnRequested().getOrderId(), Place.RETURN_REQUESTED);
      }
      case RETURN_DENIED -> {
        total.setReturnsDenied(total.getReturnsDenied() + 1);
        places.put(event.getReturnDenied().getOrderId(), Place.WITH_UNIT);
      }
      case CITIZEN_CONTACTED -> {
        total.setContacted(total.getContacted() + 1);
        places.put(event.getCitizenContacted().getOrderId(), Place.IN_HAND);
      }
      case PENDING_LISTED -> {
        total.setPendingListed(total.getPendingListed() + 1);
        places.put(event.getPendingListed().getOrderId(), Place.PENDING);
        listed.add(event.getPendingListed().getOrderId());
      }
      case PENDING_ENDED -> {
        total.setPendingEnded(total.getPendingEnded() + 1);
        places.put(event.getPendingEnded().getOrderId(), Place.IN_HAND);
      }
      case ORDER_MERGED -> {
        total.setMerged(total.getMerged() + 1);
        Place before = places.put(event.getOrderMerged().getOrderId(), Place.MERGED);
        if (before != Place.WITH_UNIT) {
          total.setMergedSigned(total.getMergedSigned() + 1);
        }
      }
      case ORDER_SPLIT -> {
        total.setSplit(total.getSplit() + 1);
        places.put(event.getOrderSplit().getOrderId(), Place.WITH_UNIT);
      }
      case PARENT_REPLIED -> {
        total.setParentReplied(total.getParentReplied() + 1);
        places.put(event.getParentReplied().getOrderId(), Place.FOLLOW_UP);
        if (listed.contains(event.getParentReplied().getParentId())) {
          listed.add(event.getParentReplied().getOrderId());
        }
      }
      case ORDER_RECLASSIFIED -> {
        total.setReclassified(total.getReclassified() + 1);
        classes.put(
            event.getOrderReclassified().getOrderId(), event.getOrderReclassified().getClassCode());
      }
      case ORDER_MIGRATED -> total.setMigrated(total.getMigrated() + 1);
      case FOLLOW_UP_ATTEMPTED -> total.setAttempts(total.getAttempts() + 1);
      case APPEAL_ESCALATED -> total.setAppealsEscalated(total.getAppealsEscalated() + 1);
      case EXTENSION_GRANTED -> total.setExtended(total.getExtended() + 1);
      case ORDER_OVERDUE -> total.setOverdue(total.getOverdue() + 1);
      case ORDER_URGED -> total.setUrged(total.getUrged() + 1);
      case PART_FINISHED -> total.setPartsFinished(total.getPartsFinished() + 1);
      default -> {
        // Not counted.
      }
    }
  }

  int now(Place place) {
    return (int) places.values().stream().filter(place::equals).count();
  }

  RateFigures monthRates() {
    return rates(answeredByMonth.getOrDefault(month, List.of()));
  }

  RateFigures rates(String closedMonth) {
    return rates(answeredByMonth.getOrDefault(closedMonth, List.of()));
  }

  RateFigures totalRates() {
    return rates(answeredByMonth.values().stream().flatMap(List::stream).toList());
  }

  private static RateFigures rates(List<Answered> all) {
    List<Answered> answered = all.stream().filter(a -> !a.excluded).toList();
    List<Answered> reached = answered.stream().filter(a -> !a.answers.getUnreachable()).toList();
    List<Answered> asking =
        reached.stream().filter(a -> !a.classCode.equals(DocketDesk.INQUIRY)).toList();
    return RateFigures.newBuilder()
        .setExcluded(all.size() - answered.size())
        .setUnreachable(answered.size() - reached.size())
        .setFollowedUp(reached.size())
        .setResponded(reached.stream().filter(a -> a.answers.getResponded()).count())
        .setAsking(asking.size())
        .setResolved(
            asking.stream()
                .filter(a -> a.answers.getResolution() == Resolution.RESOLUTION_YES)
                .count())
        .setSatisfied(
            reached.stream()
                .filter(
                    a ->
                        a.answers.getSatisfactionValue()
                            <= Satisfaction.SATISFACTION_BASICALLY_SATISFIED_VALUE)
                .count())
        .build();
  }
}
