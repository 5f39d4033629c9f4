package city.hotline.chaos.check;

import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each order that a floor asked for is opened once, in its docket, and the floor knows it. */
final class CourierCheck implements Check {

  private record Asked(OrderRequested order, Record by) {}

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    Map<String, Asked> asked = new HashMap<>();
    Map<String, Record> opened = new HashMap<>();
    Map<ShardRef, Set<Position>> confirmed = new HashMap<>();
    for (Record record : log.records()) {
      for (FloorEvent event : record.getFloor().getEventsList()) {
        if (event.hasOrderRequested()) {
          asked(event.getOrderRequested(), record, asked, findings);
        }
      }
      for (DocketEvent event : record.getDocket().getEventsList()) {
        if (event.hasOrderOpened()) {
          opened(event.getOrderOpened().getOrderId(), record, opened, findings);
        }
      }
      if (record.hasDeliveryConfirmed()) {
        confirmed
            .computeIfAbsent(record.getShard(), s -> new HashSet<>())
            .add(record.getDeliveryConfirmed().getPosition());
      }
    }
    asked.forEach((id, order) -> delivered(id, order, opened.get(id), confirmed, findings));
    opened.forEach(
        (id, record) -> {
          if (!asked.containsKey(id)) {
            findings.add(
                Violation.Kind.ORDER_FROM_NOWHERE,
                id + " was opened by " + SurvivingLog.name(record));
          }
        });
  }

  private static void asked(
      OrderRequested order, Record by, Map<String, Asked> asked, Findings findings) {
    Asked before = asked.putIfAbsent(order.getOrderId(), new Asked(order, by));
    if (before != null) {
      findings.add(
          Violation.Kind.ORDER_TWICE,
          order.getOrderId()
              + " was asked for by "
              + SurvivingLog.name(before.by())
              + " and by "
              + SurvivingLog.name(by));
    }
  }

  private static void opened(
      String order, Record by, Map<String, Record> opened, Findings findings) {
    Record before = opened.putIfAbsent(order, by);
    if (before != null) {
      findings.add(
          Violation.Kind.ORDER_TWICE,
          order
              + " was opened by "
              + SurvivingLog.name(before)
              + " and by "
              + SurvivingLog.name(by));
    }
  }

  private static void delivered(
      String id,
      Asked asked,
      @Nullable Record opened,
      Map<ShardRef, Set<Position>> confirmed,
      Findings findings) {
    String what = id + ", asked for by " + SurvivingLog.name(asked.by());
    if (opened == null) {
      findings.add(Violation.Kind.ORDER_NOT_DELIVERED, what + ", was never opened");
      return;
    }
    if (!opened.getShard().getDistrict().equals(asked.order().getDistrict())
        || !opened.getShard().getDocket().equals(asked.order().getDocket())) {
      findings.add(
          Violation.Kind.ORDER_NOT_DELIVERED,
          what + ", was opened elsewhere: " + SurvivingLog.name(opened));
    }
    Set<Position> known = confirmed.getOrDefault(asked.by().getShard(), Set.of());
    if (!known.contains(SurvivingLog.positionOf(asked.by()))) {
      findings.add(
          Violation.Kind.ORDER_NOT_DELIVERED, what + ", was opened but is still in the outbox");
    }
  }
}
