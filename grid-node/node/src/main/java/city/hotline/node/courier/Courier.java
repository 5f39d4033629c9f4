package city.hotline.node.courier;

import city.hotline.core.shard.Outbox;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Empties the outboxes of the shards this node serves. Thread-safe. */
public final class Courier implements Tenures.Listener, Feeds.Tap {
  private static final long RETRY_MS = 200;

  private final Replicas replicas;
  private final Sequencer sequencer;
  private final Router router;
  private final ScheduledExecutorService retries;
  private final Map<ShardId, Round> rounds = new ConcurrentHashMap<>();
  private final AtomicInteger undelivered = new AtomicInteger();

  /** Delivers through the router; tries again on the scheduler. */
  public Courier(
      Replicas replicas, Sequencer sequencer, Router router, ScheduledExecutorService retries) {
    this.replicas = replicas;
    this.sequencer = sequencer;
    this.router = router;
    this.retries = retries;
  }

  @Override
  public void began(Tenure tenure) {
    for (Replica replica : replicas.of(tenure.district())) {
      if (replica.id().isFloor()) {
        Round round = new Round(replica.id(), router, retries, undelivered);
        rounds.put(replica.id(), round);
        collect(replica.id(), round);
      }
    }
  }

  @Override
  public void ended(Tenure tenure) {
    Round round = rounds.remove(ShardId.floor(tenure.district()));
    if (round != null) {
      round.stop();
    }
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    Round round = rounds.get(shard);
    if (round == null) {
      return;
    }
    List<OutboxEntry> entries = new ArrayList<>();
    for (JournaledRecord journaled : records) {
      Record record = journaled.record();
      for (FloorEvent event : record.getFloor().getEventsList()) {
        Outbox.entryOf(event, Positions.of(record.getEpoch(), record.getSequence()))
            .ifPresent(entries::add);
      }
    }
    if (!entries.isEmpty()) {
      round.add(entries);
    }
  }

  /** What the owner before left in the outbox. */
  private void collect(ShardId sender, Round round) {
    sequencer
        .read(sender, (shard, position) -> shard.outbox(), Router.WAIT_MS)
        .whenComplete(
            (entries, failure) -> {
              if (failure == null) {
                round.begin(entries);
              } else {
                round.later(() -> collect(sender, round), RETRY_MS);
              }
            });
  }

  /** Entries on their way from this node's shards. */
  public int undelivered() {
    return undelivered.get();
  }
}
