package city.hotline.node.replica;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalCorrupt;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardSnapshot;
import city.hotline.proto.shard.v1.SnapshotPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All shards of the city as this node holds them; one {@link Replica} each, for the life of the
 * node. Thread-safe.
 */
public final class Replicas {
  private final Map<ShardId, Replica> byId = new HashMap<>();
  private final Map<String, List<Replica>> byDistrict = new HashMap<>();
  private final Map<ShardId, List<JournaledRecord>> unconnected = new HashMap<>();
  private final SnapshotWriter snapshots;
  private final SnapshotParts parts = new SnapshotParts();

  /** Empty copies of every shard that the directory names. */
  public Replicas(Directories directories, Journal journal, Promises promises) {
    snapshots = new SnapshotWriter(journal);
    Directory places = directories.builtIn();
    places
        .districts()
        .forEach(
            place -> {
              String district = place.getCode();
              List<Replica> all = new ArrayList<>();
              all.add(
                  new Replica(ShardId.floor(district), directories, journal, promises, snapshots));
              for (String docket : places.docketsOf(district)) {
                ShardId id = ShardId.docket(district, docket);
                all.add(new Replica(id, directories, journal, promises, snapshots));
              }
              byDistrict.put(district, List.copyOf(all));
              all.forEach(r -> byId.put(r.id(), r));
            });
    rehearse(directories);
  }

  /**
   * The first freeze of a shard loads classes, which takes 20 ms: now nobody waits for the shard.
   */
  private void rehearse(Directories directories) {
    for (ShardId id : byId.keySet()) {
      Record first = Shard.founding(id, 1, Moment.getDefaultInstance(), "");
      Shard.founded(first, directories).freeze();
    }
  }

  /** The copy of a shard; unknown names are refused before they come here. */
  public Replica get(ShardId id) {
    Replica replica = byId.get(id);
    if (replica == null) {
      throw new IllegalArgumentException("no such shard: " + id);
    }
    return replica;
  }

  /** Whether the directory knows the shard. */
  public boolean contains(ShardId id) {
    return byId.containsKey(id);
  }

  /** The floor and the dockets of a district. */
  public List<Replica> of(String district) {
    return byDistrict.getOrDefault(district, List.of());
  }

  /** All districts. */
  public Iterable<String> districts() {
    return byDistrict.keySet();
  }

  /** All copies. */
  public Iterable<Replica> all() {
    return byId.values();
  }

  /** What this node has of a district, for a takeover. */
  public List<Holding> holdings(String district) {
    List<Holding> holdings = new ArrayList<>();
    for (Replica replica : of(district)) {
      Position position = replica.settledPosition();
      if (position.getSequence() > 0) {
        holdings.add(
            Holding.newBuilder().setShard(replica.id().toRef()).setPosition(position).build());
      }
    }
    return holdings;
  }

  /**
   * Replays a record at start-up; one whose base snapshot comes later in the journal waits for it.
   */
  public void replay(JournaledRecord record) {
    ShardId id = ShardId.of(record.record().getShard());
    if (!get(id).replay(record)) {
      unconnected.computeIfAbsent(id, k -> new ArrayList<>()).add(record);
    }
  }

  /** Replays a snapshot at start-up, then the records that waited for it. */
  public void replay(ShardSnapshot snapshot) {
    ShardId id = ShardId.of(snapshot.getShard());
    Replica replica = get(id);
    replica.replay(snapshot);
    List<JournaledRecord> waiting = unconnected.remove(id);
    if (waiting != null) {
      waiting.forEach(replica::replay);
    }
  }

  /** Replays a part of a snapshot at start-up: with its last part, the snapshot. */
  public void replay(SnapshotPart part) {
    parts.add(part).ifPresent(this::replay);
  }

  /**
   * At the end of a replay: forgets records that connected to nothing, as they were superseded.
   *
   * @throws IllegalStateException if what a shard's records rest on was not in the journal
   */
  public void replayed() {
    for (ShardId id : unconnected.keySet()) {
      if (get(id).position().getSequence() == 0) {
        throw new IllegalStateException(
            "The journal holds records of "
                + id
                + ", but nothing they rest on. "
                + JournalCorrupt.REMEDY);
      }
    }
    unconnected.clear();
  }

  /** Writes snapshots of these copies into the journal. */
  public SnapshotWriter snapshots() {
    return snapshots;
  }
}
