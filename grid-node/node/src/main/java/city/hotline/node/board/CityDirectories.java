package city.hotline.node.board;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.FloorEvent;
import java.util.List;
import java.util.Optional;

/**
 * Learns from the city's floor which versions of the directory there are, while this node owns it.
 * Others hear of them in this node's news.
 */
public final class CityDirectories implements Tenures.Listener, Feeds.Tap {
  private static final ShardId CITY_FLOOR = ShardId.floor(ShardId.CITY);

  private final KnownDirectories known;
  private final Replicas replicas;

  /** Tells these. */
  public CityDirectories(KnownDirectories known, Replicas replicas) {
    this.known = known;
    this.replicas = replicas;
  }

  @Override
  public void began(Tenure tenure) {
    if (tenure.district().equals(ShardId.CITY)) {
      replicas
          .get(CITY_FLOOR)
          .read(
              s ->
                  s.contents() instanceof Contents.OfFloor f
                      ? f.floor().directories()
                      : Optional.<DirectorySet>empty())
          .flatMap(found -> found)
          .ifPresent(known::learn);
    }
  }

  @Override
  public void ended(Tenure tenure) {
    // What is known stays known.
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (!shard.equals(CITY_FLOOR)) {
      return;
    }
    for (JournaledRecord journaled : records) {
      for (FloorEvent event : journaled.record().getFloor().getEventsList()) {
        if (event.hasDirectoryLoaded()) {
          known.learn(event.getDirectoryLoaded());
        }
      }
    }
  }
}
