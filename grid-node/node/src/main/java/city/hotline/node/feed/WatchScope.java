package city.hotline.node.feed;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which dockets a watch reads and which of their events concern it. Needs no memory: each event
 * names the unit it concerns, so a watch that resumes by token sees exactly what it would have seen
 * without the break.
 */
public final class WatchScope {
  private final String unit;
  private final Map<String, List<ShardId>> dockets = new TreeMap<>();

  private WatchScope(String unit) {
    this.unit = unit;
  }

  /**
   * The scope of a request; an unknown unit or district is an IllegalArgumentException that says
   * what to do.
   */
  public static WatchScope of(WatchOrdersRequest request, Directory directory) {
    return switch (request.getScopeCase()) {
      case UNIT -> ofUnit(request.getUnit(), directory);
      case DISTRICT -> ofDistrict(request.getDistrict(), directory);
      case SCOPE_NOT_SET -> {
        WatchScope scope = new WatchScope("");
        directory.districts().stream()
            .map(Place::getCode)
            .forEach(d -> scope.dockets.put(d, all(d, directory)));
        yield scope;
      }
    };
  }

  private static WatchScope ofUnit(String unit, Directory directory) {
    if (directory.unit(unit).isEmpty()) {
      throw new IllegalArgumentException(
          "unit: " + unit + " (expected: a code that ListUnits names)");
    }
    WatchScope scope = new WatchScope(unit);
    String district = directory.districtOf(unit);
    List<ShardId> shards =
        unit.equals(district) ? all(district, directory) : List.of(ShardId.docket(district, unit));
    scope.dockets.put(district, shards);
    return scope;
  }

  private static WatchScope ofDistrict(String district, Directory directory) {
    if (!directory.isDistrict(district)) {
      throw new IllegalArgumentException(
          "district: " + district + " (expected: six digits that ListPlaces names)");
    }
    WatchScope scope = new WatchScope("");
    scope.dockets.put(district, all(district, directory));
    return scope;
  }

  private static List<ShardId> all(String district, Directory directory) {
    return directory.docketsOf(district).stream().map(d -> ShardId.docket(district, d)).toList();
  }

  /** The dockets by district, both in a fixed order. */
  Map<String, List<ShardId>> dockets() {
    return dockets;
  }

  /** The orders of a snapshot that concern the watch. */
  List<Order> concerning(List<Order> orders) {
    return unit.isEmpty() ? orders : orders.stream().filter(o -> o.getUnit().equals(unit)).toList();
  }

  /**
   * The events of one record that concern the watch; an opening concerns the unit it is then
   * dispatched to.
   */
  List<DocketEvent> concerningEvents(List<DocketEvent> events) {
    if (unit.isEmpty()) {
      return events;
    }
    boolean concerns = false;
    for (DocketEvent event : events) {
      concerns |= unitOf(event).equals(unit);
    }
    if (!concerns) {
      return List.of();
    }
    List<DocketEvent> seen = new ArrayList<>();
    for (DocketEvent event : events) {
      String of = unitOf(event);
      if (of.isEmpty() || of.equals(unit)) {
        seen.add(event);
      }
    }
    return seen;
  }

  private static String unitOf(DocketEvent event) {
    return switch (event.getEventCase()) {
      case ORDER_DISPATCHED -> event.getOrderDispatched().getUnit();
      case ORDER_SIGNED -> event.getOrderSigned().getUnit();
      case ORDER_REPLIED -> event.getOrderReplied().getUnit();
      case ORDER_RETURNED -> event.getOrderReturned().getUnit();
      case FOLLOW_UP_DUE -> event.getFollowUpDue().getUnit();
      case ANSWERS_RECORDED -> event.getAnswersRecorded().getUnit();
      case ORDER_REOPENED -> event.getOrderReopened().getUnit();
      case ORDER_CLOSED -> event.getOrderClosed().getUnit();
      case ORDER_OVERDUE -> event.getOrderOverdue().getUnit();
      case ORDER_OPENED, ORDER_CLASSIFIED, MONTH_CLOSED, EVENT_NOT_SET -> "";
    };
  }
}
