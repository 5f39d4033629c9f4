package city.hotline.node.feed;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.AppealEscalated;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.ParentReplied;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which dockets a watch reads and which of their events concern it. Needs no memory: each event
 * names the units it concerns, so a watch that resumes by token sees exactly what it would have
 * seen without the break.
 */
public final class WatchScope {
  private final Interest interest;
  private final Map<String, List<ShardId>> dockets = new TreeMap<>();

  private WatchScope(Interest interest, Map<String, List<String>> codes) {
    this.interest = interest;
    codes.forEach(
        (district, of) ->
            dockets.put(district, of.stream().map(d -> ShardId.docket(district, d)).toList()));
  }

  /**
   * The scope of a request; an unknown unit or district is an IllegalArgumentException that says
   * what to do.
   */
  public static WatchScope of(WatchOrdersRequest request, Directory directory) {
    return switch (request.getScopeCase()) {
      case UNIT -> ofUnit(request.getUnit(), request.getWithUnitsBelow(), directory);
      case DISTRICT -> ofDistrict(request.getDistrict(), directory);
      case SCOPE_NOT_SET -> new WatchScope(Interest.ALL, directory.docketsFor(Directory.CITY));
    };
  }

  private static WatchScope ofUnit(String unit, boolean withBelow, Directory directory) {
    if (directory.unit(unit).isEmpty()) {
      throw new IllegalArgumentException(
          "unit: "
              + unit
              + " (expected: a code that ListUnits names, ./hotline directory show --units)");
    }
    Set<String> units = new HashSet<>(Set.of(unit));
    if (withBelow) {
      directory.units().stream()
          .map(Unit::getCode)
          .filter(each -> directory.isWithin(each, unit))
          .forEach(units::add);
    }
    return new WatchScope(new Interest(units), directory.docketsFor(unit));
  }

  private static WatchScope ofDistrict(String district, Directory directory) {
    if (!directory.isDistrict(district)) {
      throw new IllegalArgumentException(
          "district: " + district + " (expected: six digits that ListPlaces names)");
    }
    return new WatchScope(Interest.ALL, Map.of(district, directory.docketsOf(district)));
  }

  /** The dockets by district, both in a fixed order. */
  Map<String, List<ShardId>> dockets() {
    return dockets;
  }

  /** The records that concern the watch, for those who only know records. */
  Interest interest() {
    return interest;
  }

  /** The units that events concern; empty ones among them concern whoever reads all. */
  static Set<String> concerned(List<DocketEvent> events) {
    return events.stream().flatMap(WatchScope::unitsOf).collect(Collectors.toSet());
  }

  /** The orders of a snapshot that concern the watch. */
  List<Order> concerning(Stream<Order> orders) {
    return orders.filter(this::concerns).toList();
  }

  private boolean concerns(Order order) {
    return interest.includes(order.getUnit())
        || order.getCoHandlersList().stream().anyMatch(each -> interest.includes(each.getUnit()))
        || (order.hasAppeal() && interest.includes(order.getAppeal().getDecider()));
  }

  /**
   * The events of one record that concern the watch; an opening concerns the unit it is then
   * dispatched to, what is asked or told of the unit that is asked or told, too.
   */
  List<DocketEvent> concerningEvents(List<DocketEvent> events) {
    boolean concerns = false;
    for (DocketEvent event : events) {
      concerns |= unitsOf(event).anyMatch(interest::includes);
    }
    if (!concerns) {
      return List.of();
    }
    List<DocketEvent> seen = new ArrayList<>();
    for (DocketEvent event : events) {
      if (unitsOf(event).anyMatch(unit -> unit.isEmpty() || interest.includes(unit))) {
        seen.add(event);
      }
    }
    return seen;
  }

  private static Stream<String> unitsOf(DocketEvent event) {
    return switch (event.getEventCase()) {
      case ORDER_DISPATCHED ->
          Stream.concat(
              Stream.of(event.getOrderDispatched().getUnit()),
              event.getOrderDispatched().getCoHandlersList().stream());
      case ORDER_SIGNED -> Stream.of(event.getOrderSigned().getUnit());
      case CITIZEN_CONTACTED -> Stream.of(event.getCitizenContacted().getUnit());
      case ORDER_REPLIED ->
          Stream.concat(
              Stream.of(event.getOrderReplied().getUnit()),
              event.getOrderReplied().getCoHandlersList().stream());
      case CO_HANDLER_ASKED ->
          told(event.getCoHandlerAsked().getUnit(), event.getCoHandlerAsked().getCoHandler());
      case PART_FINISHED ->
          told(event.getPartFinished().getUnit(), event.getPartFinished().getCoHandler());
      case ORDER_URGED -> Stream.of(event.getOrderUrged().getUnit());
      case ORDER_RETURNED -> Stream.of(event.getOrderReturned().getUnit());
      case ANSWERS_RECORDED -> Stream.of(event.getAnswersRecorded().getUnit());
      case ORDER_REOPENED -> Stream.of(event.getOrderReopened().getUnit());
      case ORDER_CLOSED -> Stream.of(event.getOrderClosed().getUnit());
      case CLOCK_WARNED ->
          told(event.getClockWarned().getUnit(), event.getClockWarned().getEscalatedTo());
      case ORDER_OVERDUE ->
          told(event.getOrderOverdue().getUnit(), event.getOrderOverdue().getEscalatedTo());
      case RETURN_REQUESTED ->
          asked(event.getReturnRequested().getUnit(), event.getReturnRequested().getAppeal());
      case EXTENSION_ASKED ->
          asked(event.getExtensionAsked().getUnit(), event.getExtensionAsked().getAppeal());
      case PENDING_ASKED ->
          asked(event.getPendingAsked().getUnit(), event.getPendingAsked().getAppeal());
      case RETURN_DENIED ->
          told(event.getReturnDenied().getUnit(), event.getReturnDenied().getDecider());
      case EXTENSION_GRANTED ->
          told(event.getExtensionGranted().getUnit(), event.getExtensionGranted().getDecider());
      case EXTENSION_DENIED ->
          told(event.getExtensionDenied().getUnit(), event.getExtensionDenied().getDecider());
      case PENDING_LISTED ->
          told(event.getPendingListed().getUnit(), event.getPendingListed().getDecider());
      case PENDING_DENIED ->
          told(event.getPendingDenied().getUnit(), event.getPendingDenied().getDecider());
      case PENDING_ENDED -> Stream.of(event.getPendingEnded().getUnit());
      case ORDER_MERGED ->
          Stream.concat(
              told(event.getOrderMerged().getUnit(), event.getOrderMerged().getParentUnit()),
              event.getOrderMerged().getCoHandlersList().stream());
      case ORDER_SPLIT -> Stream.of(event.getOrderSplit().getUnit());
      case PARENT_REPLIED -> replied(event.getParentReplied());
      case ORDER_RECLASSIFIED -> Stream.of(event.getOrderReclassified().getUnit());
      case FOLLOW_UP_DUE, FOLLOW_UP_ATTEMPTED, FOLLOW_UP_CLAIMED, FOLLOW_UP_RELEASED ->
          Stream.of(followedUp(event));
      case APPEAL_ESCALATED -> escalated(event.getAppealEscalated());
      case REFERENCE_ATTACHED ->
          Stream.concat(
              Stream.of(event.getReferenceAttached().getUnit()),
              event.getReferenceAttached().getCoHandlersList().stream());
      case ORDER_MIGRATED -> Stream.of(event.getOrderMigrated().getUnit());
      case ORDER_OPENED, ORDER_CLASSIFIED, MONTH_CLOSED, EVENT_NOT_SET -> Stream.of("");
    };
  }

  private static String followedUp(DocketEvent event) {
    if (event.hasFollowUpDue()) {
      return event.getFollowUpDue().getUnit();
    }
    if (event.hasFollowUpAttempted()) {
      return event.getFollowUpAttempted().getUnit();
    }
    return event.hasFollowUpClaimed()
        ? event.getFollowUpClaimed().getUnit()
        : event.getFollowUpReleased().getUnit();
  }

  private static Stream<String> replied(ParentReplied event) {
    return Stream.concat(
        told(event.getUnit(), event.getFormerUnit()), event.getCoHandlersList().stream());
  }

  private static Stream<String> escalated(AppealEscalated event) {
    return Stream.of(event.getUnit(), event.getFormerDecider(), event.getAppeal().getDecider());
  }

  private static Stream<String> asked(String unit, Appeal appeal) {
    return told(unit, appeal.getDecider());
  }

  private static Stream<String> told(String unit, String other) {
    return other.isEmpty() ? Stream.of(unit) : Stream.of(unit, other);
  }
}
