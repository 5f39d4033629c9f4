package city.hotline.node.pulse;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.grid.v1.ClockSetting;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.List;
import java.util.Optional;

/** Tells this node's clock what the city's floor says, when this node owns it. */
public final class CityTime implements Tenures.Listener, Feeds.Tap {
  private static final ShardId CITY_FLOOR = ShardId.floor(ShardId.CITY);

  private final GridClock clock;
  private final Replicas replicas;
  private final Runnable told;

  /**
   * Tells this clock.
   *
   * @param told run when the clock was set, for the other nodes not to be behind for long
   */
  public CityTime(GridClock clock, Replicas replicas, Runnable told) {
    this.clock = clock;
    this.replicas = replicas;
    this.told = told;
  }

  @Override
  public void began(Tenure tenure) {
    if (tenure.district().equals(ShardId.CITY)) {
      Replica floor = replicas.get(CITY_FLOOR);
      Position start = floor.position();
      Optional<ClockAnchor> stored =
          floor
              .read(
                  s ->
                      s.contents() instanceof Contents.OfFloor f
                          ? f.floor().clock()
                          : Optional.<ClockAnchor>empty())
              .flatMap(c -> c);
      clock.anchorAnew(start, stored, floor.read(s -> s.lastMomentMs()).orElse(0L));
    }
  }

  @Override
  public void ended(Tenure tenure) {
    // The next owner anchors time anew; until then it runs on here, for walls only.
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (!shard.equals(CITY_FLOOR)) {
      return;
    }
    for (JournaledRecord journaled : records) {
      Record record = journaled.record();
      for (FloorEvent event : record.getFloor().getEventsList()) {
        if (event.hasClockAnchored()) {
          clock.adopt(
              ClockSetting.newBuilder()
                  .setPosition(
                      Position.newBuilder()
                          .setEpoch(record.getEpoch())
                          .setSequence(record.getSequence()))
                  .setClock(event.getClockAnchored().getClock())
                  .build());
          told.run();
        }
      }
    }
  }
}
