package city.hotline.node.board;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.replica.Replicas;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.FloorEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the city's floor which versions of the directory there are, while this node owns it:
 * the whole set when it begins, and again when a record says that one was loaded. Others hear of
 * them in this node's news. Thread-safe.
 */
public final class CityDirectories implements Tenures.Listener, Feeds.Tap {
  private static final ShardId CITY_FLOOR = ShardId.floor(ShardId.CITY);
  private static final long TRY_AGAIN_MS = 250;

  private final KnownDirectories known;
  private final Replicas replicas;
  private final Sequencer sequencer;
  private final ScheduledExecutorService readers;
  private volatile boolean owned;

  /**
   * Tells these.
   *
   * @param readers reads a version that was loaded, which takes longer than a tap may
   */
  public CityDirectories(
      KnownDirectories known,
      Replicas replicas,
      Sequencer sequencer,
      ScheduledExecutorService readers) {
    this.known = known;
    this.replicas = replicas;
    this.sequencer = sequencer;
    this.readers = readers;
  }

  @Override
  public void began(Tenure tenure) {
    if (tenure.district().equals(ShardId.CITY)) {
      owned = true;
      // At once: whoever hears of the clock after this must know what holds.
      replicas
          .get(CITY_FLOOR)
          .read(CityDirectories::kept)
          .flatMap(found -> found)
          .ifPresent(known::learn);
    }
  }

  @Override
  public void ended(Tenure tenure) {
    // What is known stays known.
    if (tenure.district().equals(ShardId.CITY)) {
      owned = false;
    }
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (shard.equals(CITY_FLOOR)
        && records.stream()
            .flatMap(journaled -> journaled.record().getFloor().getEventsList().stream())
            .anyMatch(FloorEvent::hasDirectoryLoaded)) {
      readers.execute(this::readAgain);
    }
  }

  /** What is acknowledged by now, not what the record says: that may come late, or twice. */
  private void readAgain() {
    var unused =
        sequencer
            .read(CITY_FLOOR, (floor, position) -> kept(floor), Router.WAIT_MS)
            .whenCompleteAsync(this::read, readers);
  }

  private void read(Optional<DirectorySet> set, @Nullable Throwable failure) {
    if (failure == null) {
      set.ifPresent(known::learn);
    } else if (owned) {
      var unused = readers.schedule(this::readAgain, TRY_AGAIN_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static Optional<DirectorySet> kept(Shard floor) {
    return floor.contents() instanceof Contents.OfFloor here
        ? here.floor().directories()
        : Optional.empty();
  }
}
