package city.hotline.chaos.check;

import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Each seat that was lent arrived once, and came home once for each time it was given back; no
 * floor lent it twice, or had it as a guest twice, at a time.
 */
final class LoansCheck implements Check {

  /** What was sent from one floor to another about one seat, and what came of it. */
  private static final class Trips {
    int lent;
    int joined;
    int returned;
    int home;
  }

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    new Ledger(findings).read(log);
  }

  /** What is known of all seats, as the log is read. */
  private static final class Ledger {
    private final Findings findings;
    private final Map<String, Trips> trips = new TreeMap<>();
    private final Map<String, String> away = new HashMap<>();
    private final Map<ShardRef, Set<Position>> undelivered = new HashMap<>();

    Ledger(Findings findings) {
      this.findings = findings;
    }

    void read(SurvivingLog log) {
      for (Record record : log.records()) {
        for (FloorEvent event : record.getFloor().getEventsList()) {
          hear(event, record);
        }
        if (record.hasDeliveryConfirmed()) {
          sent(record).remove(record.getDeliveryConfirmed().getPosition());
        }
      }
      trips.forEach(this::compare);
      undelivered.forEach(
          (floor, positions) ->
              positions.forEach(
                  position ->
                      astray(floor.getDistrict() + " " + position + " is still in the outbox")));
    }

    private void astray(String what) {
      findings.add(Violation.Kind.SEAT_ASTRAY, what);
    }

    private void hear(FloorEvent event, Record record) {
      String here = record.getShard().getDistrict();
      switch (event.getEventCase()) {
        case SEAT_LENT -> {
          String seat = event.getSeatLent().getSeatId();
          trip(seat, event.getSeatLent().getBorrower()).lent++;
          leaves(seat + " of " + here, event.getSeatLent().getBorrower(), record);
          sent(record).add(SurvivingLog.positionOf(record));
        }
        case SEAT_CAME_HOME -> {
          String seat = event.getSeatCameHome().getSeatId();
          String from = comes(seat + " of " + here, record);
          trip(seat, from).home++;
        }
        case SEAT_JOINED -> {
          String seat = event.getSeatJoined().getSeatId();
          trip(seat, here).joined++;
          leaves(seat + " at " + here, here, record);
        }
        case SEAT_RETURNED -> {
          String seat = event.getSeatReturned().getSeatId();
          trip(seat, here).returned++;
          comes(seat + " at " + here, record);
          sent(record).add(SurvivingLog.positionOf(record));
        }
        case SEAT_ASKED_BACK -> sent(record).add(SurvivingLog.positionOf(record));
        default -> {
          // Not about a loan.
        }
      }
    }

    private Trips trip(String seat, String borrower) {
      return trips.computeIfAbsent(seat + " with " + borrower, key -> new Trips());
    }

    private Set<Position> sent(Record record) {
      return undelivered.computeIfAbsent(record.getShard(), shard -> new HashSet<>());
    }

    private void leaves(String what, String where, Record by) {
      String before = away.put(what, where);
      if (before != null) {
        astray(what + ": " + SurvivingLog.name(by) + ", but it was with " + before + " already");
      }
    }

    private String comes(String what, Record by) {
      String before = away.remove(what);
      if (before == null) {
        astray(what + ": " + SurvivingLog.name(by) + ", but it was not away");
        return "nobody";
      }
      return before;
    }

    private void compare(String trip, Trips counted) {
      if (counted.lent != counted.joined || counted.returned != counted.home) {
        astray(
            trip
                + ": lent "
                + counted.lent
                + " times, arrived "
                + counted.joined
                + ", given back "
                + counted.returned
                + ", came home "
                + counted.home);
      }
    }
  }
}
