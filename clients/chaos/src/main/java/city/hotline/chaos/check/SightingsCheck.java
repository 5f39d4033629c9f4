package city.hotline.chaos.check;

import city.hotline.chaos.history.Attempt;
import city.hotline.chaos.history.Shards;
import city.hotline.chaos.history.Sighting;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;

/** Refusals and pictures come from states that survive. */
final class SightingsCheck implements Check {

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    for (Attempt attempt : evidence.history().attempts()) {
      CommandRefused why = attempt.refused();
      if (why != null && why.hasPosition() && lost(log, attempt.shard(), why.getPosition())) {
        findings.add(
            Violation.Kind.REFUSED_BY_WHAT_WAS_LOST,
            attempt.command()
                + " was refused ("
                + why.getReason()
                + ") by the state at "
                + Shards.name(attempt.shard())
                + " "
                + Shards.name(why.getPosition()));
      }
    }
    for (Sighting sighting : evidence.history().sightings()) {
      if (lost(log, sighting.shard(), sighting.position())) {
        findings.add(
            Violation.Kind.SHOWN_AND_LOST,
            sighting.what()
                + " showed the state at "
                + Shards.name(sighting.shard())
                + " "
                + Shards.name(sighting.position()));
      }
    }
  }

  private static boolean lost(SurvivingLog log, ShardRef shard, Position position) {
    return log.at(shard, position) == null;
  }
}
