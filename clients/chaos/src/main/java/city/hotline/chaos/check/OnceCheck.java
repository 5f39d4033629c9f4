package city.hotline.chaos.check;

import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** No request id is carried out twice, and grid time of a shard never runs backwards. */
final class OnceCheck implements Check {

  private record Key(long session, long counter) {}

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    Map<Key, Record> done = new HashMap<>();
    for (Record record : log.records()) {
      if (record.hasRequestId()) {
        RequestId id = record.getRequestId();
        Record before = done.putIfAbsent(new Key(id.getSession(), id.getCounter()), record);
        if (before != null) {
          findings.add(
              Violation.Kind.DONE_TWICE,
              "request "
                  + id.getSession()
                  + "/"
                  + id.getCounter()
                  + " at "
                  + SurvivingLog.name(before)
                  + " and at "
                  + SurvivingLog.name(record));
        }
      }
    }
    log.shards().forEach(shard -> time(log, shard, findings));
  }

  private static void time(SurvivingLog log, ShardRef shard, Findings findings) {
    Instant last = Instant.MIN;
    for (Record record : log.records(shard)) {
      Instant at =
          Instant.ofEpochSecond(
              record.getMoment().getTime().getSeconds(), record.getMoment().getTime().getNanos());
      if (at.isBefore(last)) {
        findings.add(
            Violation.Kind.TIME_WENT_BACK,
            SurvivingLog.name(record) + ": " + at + " after " + last);
      }
      last = at;
    }
  }
}
