package city.hotline.chaos.check;

import city.hotline.chaos.history.Shards;
import city.hotline.chaos.history.Tape;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Each reader was given, of each docket of its district, a snapshot as the log has it, then every
 * record with events, once, in order, up to the end.
 */
final class ReadersCheck implements Check {

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    for (Tape tape : evidence.history().tapes()) {
      Map<ShardRef, Long> given = new HashMap<>();
      Set<String> shown = new HashSet<>();
      tape.messages().forEach(message -> take(tape, message, given, shown, log, findings));
      for (ShardRef shard : log.shards()) {
        if (shard.getDistrict().equals(tape.district()) && !shard.getDocket().isEmpty()) {
          Long last = given.get(shard);
          if (last == null) {
            findings.add(
                Violation.Kind.READER_GAP,
                tape.name() + " was never given anything of " + Shards.name(shard));
          } else {
            missing(tape, log, shard, last, Long.MAX_VALUE, findings);
          }
        }
      }
    }
  }

  private static void take(
      Tape tape,
      WatchOrdersResponse message,
      Map<ShardRef, Long> given,
      Set<String> shown,
      SurvivingLog log,
      Findings findings) {
    ShardRef shard = message.getShard();
    String where =
        tape.name() + ", " + Shards.name(shard) + " " + Shards.name(message.getPosition());
    switch (message.getMessageCase()) {
      case SNAPSHOT -> {
        OrderSnapshot part = message.getSnapshot();
        if (part.getBefore() == 0) {
          shown.clear();
        }
        part.getOrdersList().stream().map(Order::getOrderId).forEach(shown::add);
        if (!part.getMore()) {
          snapshot(where, message, shown, log, findings);
          given.put(shard, message.getPosition().getSequence());
        }
      }
      case CHANGE -> {
        Long last = given.get(shard);
        long sequence = message.getPosition().getSequence();
        if (last == null) {
          findings.add(Violation.Kind.READER_GAP, where + ": a change before any snapshot");
        } else if (sequence <= last) {
          findings.add(Violation.Kind.READER_REPEAT, where + " after sequence " + last);
          return;
        } else {
          missing(tape, log, shard, last, sequence, findings);
        }
        given.put(shard, sequence);
        Record record = log.at(shard, message.getPosition());
        if (record == null
            || !Citizenless.of(record.getDocket().getEventsList())
                .equals(Citizenless.of(message.getChange().getEventsList()))) {
          findings.add(Violation.Kind.READER_WRONG, where + ": the log has not this change");
        }
      }
      case HISTORY_GONE ->
          findings.add(Violation.Kind.HISTORY_GONE, where + ": told that history is gone");
      case PROGRESS, MESSAGE_NOT_SET -> {}
    }
  }

  /** Records with events between two sequences, both left out. */
  private static void missing(
      Tape tape, SurvivingLog log, ShardRef shard, long after, long before, Findings findings) {
    for (Record record : log.records(shard)) {
      long sequence = record.getSequence();
      if (sequence > after && sequence < before && record.getDocket().getEventsCount() > 0) {
        findings.add(
            Violation.Kind.READER_GAP,
            tape.name()
                + " was not given "
                + SurvivingLog.name(record)
                + ", which comes after "
                + after);
      }
    }
  }

  private static void snapshot(
      String where,
      WatchOrdersResponse message,
      Set<String> shown,
      SurvivingLog log,
      Findings findings) {
    Position position = message.getPosition();
    if (log.at(message.getShard(), position) == null) {
      findings.add(Violation.Kind.READER_WRONG, where + ": a snapshot of what did not survive");
      return;
    }
    Set<String> open = new HashSet<>();
    for (Record record : log.records(message.getShard())) {
      if (record.getSequence() <= position.getSequence()) {
        record.getDocket().getEventsList().forEach(e -> follow(e, open));
      }
    }
    if (!shown.equals(open)) {
      findings.add(
          Violation.Kind.READER_WRONG,
          where
              + ": the snapshot shows "
              + new TreeSet<>(shown)
              + ", the log has "
              + new TreeSet<>(open));
    }
  }

  private static void follow(DocketEvent event, Set<String> open) {
    if (event.hasOrderOpened()) {
      open.add(event.getOrderOpened().getOrderId());
    } else if (event.hasOrderClosed()) {
      open.remove(event.getOrderClosed().getOrderId());
    }
  }
}
