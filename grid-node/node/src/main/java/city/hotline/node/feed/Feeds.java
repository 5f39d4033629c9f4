package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feeds of the shards this node owns. Thread-safe. */
public final class Feeds implements Tenures.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  /** Sees every acknowledged record of this node's shards as it is published; must be quick. */
  public interface Tap {
    /** In order per shard. */
    void published(ShardId shard, List<JournaledRecord> records);
  }

  private final Map<ShardId, FeedLog> logs = new HashMap<>();
  private final Replicas replicas;
  private final Acknowledgements acknowledgements;
  private final Elsewhere elsewhere;
  private final CopyOnWriteArrayList<Tap> taps = new CopyOnWriteArrayList<>();

  /**
   * Feeds of these shards.
   *
   * @param elsewhere asked for records that are not in the journal
   */
  public Feeds(
      Replicas replicas, Acknowledgements acknowledgements, Journal journal, Elsewhere elsewhere) {
    this.elsewhere = elsewhere;
    this.replicas = replicas;
    this.acknowledgements = acknowledgements;
    for (Replica replica : replicas.all()) {
      logs.put(replica.id(), new FeedLog(replica, journal));
    }
  }

  /** Adds a tap. */
  public void tap(Tap tap) {
    taps.add(tap);
  }

  @Override
  public void began(Tenure tenure) {
    for (Replica replica : replicas.of(tenure.district())) {
      log(replica.id()).begin(acknowledgements.acknowledged(replica.id()));
    }
  }

  @Override
  public void ended(Tenure tenure) {
    replicas.of(tenure.district()).forEach(r -> log(r.id()).end());
  }

  /** New acknowledged records. */
  public void publish(ShardId shard, List<JournaledRecord> records, long acknowledged) {
    for (Tap tap : taps) {
      try {
        tap.published(shard, records);
      } catch (RuntimeException e) {
        LOG.error("{}: {} failed on new records", shard, tap.getClass().getSimpleName(), e);
      }
    }
    log(shard).publish(records, acknowledged);
  }

  FeedLog log(ShardId shard) {
    FeedLog log = logs.get(shard);
    if (log == null) {
      throw new IllegalArgumentException("no such shard: " + shard);
    }
    return log;
  }

  Elsewhere elsewhere() {
    return elsewhere;
  }

  /** From which sequence on readers that are here still want records of a shard. */
  public Map<ShardRef, Long> wanted() {
    Map<ShardRef, Long> wanted = new HashMap<>();
    logs.forEach((shard, log) -> log.wanted().ifPresent(first -> wanted.put(shard.toRef(), first)));
    return wanted;
  }
}
