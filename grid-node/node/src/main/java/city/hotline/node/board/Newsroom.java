package city.hotline.node.board;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.epoch.Voters;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.grid.v1.ReadFiguresResponse;
import city.hotline.proto.grid.v1.ShardFigures;
import city.hotline.proto.grid.v1.ShardStatus;
import city.hotline.proto.grid.v1.VoterLag;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import city.hotline.proto.shard.v1.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells this node's board and the other nodes what this node's shards show. Called every 250 ms on
 * one thread, and at once when a district begins to be served here, for which others wait. Figures
 * are read like commands, so only acknowledged ones leave. Thread-safe.
 */
public final class Newsroom implements Tenures.Listener {
  private static final long READ_WAIT_MS = 3_000;

  private final String nodeId;
  private final Replicas replicas;
  private final Tenures tenures;
  private final Sequencer sequencer;
  private final Acknowledgements acknowledgements;
  private final Voters voters;
  private final GridClock clock;
  private final KnownDirectories directories;
  private final Happenings happenings;
  private final Supplier<List<String>> members;
  private final Map<ShardId, Long> told = new ConcurrentHashMap<>();
  private final Map<ShardId, ShardFigures> newest = new ConcurrentHashMap<>();
  private final List<ShardFigures> fresh = new ArrayList<>();
  private List<Holding> checkpoint = List.of();
  private boolean checkpointIsFresh;
  private DirectorySet directoriesTold = DirectorySet.getDefaultInstance();
  private final List<Consumer<WatchBoardResponse>> readers = new CopyOnWriteArrayList<>();

  /** The parts it tells of. */
  public record Parts(
      String nodeId,
      Replicas replicas,
      Tenures tenures,
      Sequencer sequencer,
      Acknowledgements acknowledgements,
      Voters voters,
      GridClock clock,
      KnownDirectories directories,
      Happenings happenings,
      Supplier<List<String>> members) {}

  /** Tells of these. */
  public Newsroom(Parts parts) {
    this.nodeId = parts.nodeId();
    this.replicas = parts.replicas();
    this.tenures = parts.tenures();
    this.sequencer = parts.sequencer();
    this.acknowledgements = parts.acknowledgements();
    this.voters = parts.voters();
    this.clock = parts.clock();
    this.directories = parts.directories();
    this.happenings = parts.happenings();
    this.members = parts.members();
  }

  @Override
  public void began(Tenure tenure) {
    replicas.of(tenure.district()).forEach(r -> told.remove(r.id()));
    tell();
  }

  @Override
  public void ended(Tenure tenure) {
    replicas.of(tenure.district()).forEach(r -> newest.remove(r.id()));
  }

  /** Adds a reader: it gets everything at once, then what is new each round; it must not block. */
  public synchronized void addReader(Consumer<WatchBoardResponse> reader) {
    WatchBoardResponse.Builder news = header();
    DirectorySet set = directories.set();
    if (set.getRevision() > 0) {
      news.setDirectories(set);
    }
    reader.accept(
        news.addAllFigures(newest.values())
            .addAllShards(statuses(newest.keySet()))
            .addAllCheckpoint(checkpoint)
            .build());
    readers.add(reader);
  }

  /** Takes a reader off. */
  public void removeReader(Consumer<WatchBoardResponse> reader) {
    readers.remove(reader);
  }

  /** This node made a checkpoint that holds these positions. */
  public synchronized void checkpointed(Map<ShardId, Position> held) {
    checkpoint =
        held.entrySet().stream()
            .map(
                h ->
                    Holding.newBuilder()
                        .setShard(h.getKey().toRef())
                        .setPosition(h.getValue())
                        .build())
            .toList();
    checkpointIsFresh = true;
  }

  /** One round: asks for what changed, tells what was read since the last round. */
  public void round() {
    for (Tenure tenure : tenures.all()) {
      if (tenure.serving()) {
        replicas.of(tenure.district()).forEach(this::readIfChanged);
      }
    }
    tell();
  }

  private void readIfChanged(Replica replica) {
    long acknowledged = acknowledgements.acknowledged(replica.id());
    Long before = told.put(replica.id(), acknowledged);
    if (before != null && before == acknowledged) {
      return;
    }
    sequencer
        .read(replica.id(), Newsroom::figures, READ_WAIT_MS)
        .whenComplete(
            (figures, failure) -> {
              if (failure == null) {
                took(replica.id(), figures);
              } else {
                told.remove(replica.id());
              }
            });
  }

  private synchronized void took(ShardId shard, ShardFigures figures) {
    newest.put(shard, figures);
    fresh.add(figures);
  }

  /** The figures of a shard at a position. */
  static ShardFigures figures(Shard shard, Position position) {
    ShardFigures.Builder figures =
        ShardFigures.newBuilder()
            .setShard(shard.id().toRef())
            .setPosition(position)
            .setOutbox(shard.ordersInTransit());
    if (shard.contents() instanceof Contents.OfFloor here) {
      figures.setFloor(here.floor().figures());
    } else if (shard.contents() instanceof Contents.OfDocket here) {
      figures.setDocket(here.docket().figures());
    }
    return figures.build();
  }

  /** Tells what is new now, and not only with the next round. */
  public synchronized void tell() {
    WatchBoardResponse.Builder begun = header();
    // Asked for after the clock, so that nobody knows a time without what holds then.
    DirectorySet set = directories.set();
    if (KnownDirectories.isNewer(set, directoriesTold)) {
      directoriesTold = set;
      begun.setDirectories(set);
    }
    WatchBoardResponse news =
        begun
            .addAllLags(lags())
            .addAllFigures(fresh)
            .addAllShards(statuses(fresh.stream().map(f -> ShardId.of(f.getShard())).toList()))
            .addAllTicker(happenings.take())
            .addAllCheckpoint(checkpointIsFresh ? checkpoint : List.of())
            .build();
    fresh.clear();
    checkpointIsFresh = false;
    readers.forEach(r -> r.accept(news));
  }

  private WatchBoardResponse.Builder header() {
    WatchBoardResponse.Builder news =
        WatchBoardResponse.newBuilder()
            .setNodeId(nodeId)
            .setGridId(voters.gridId())
            .setVoters(voters.electorate().set())
            .setWithoutVote(voters.isWithoutVote())
            .addAllServing(serving());
    clock.setting().ifPresent(news::setClock);
    return news;
  }

  /** How far the other nodes are behind this node's shards. */
  private List<VoterLag> lags() {
    List<VoterLag> lags = new ArrayList<>();
    for (String member : members.get()) {
      if (!member.equals(nodeId)) {
        long records = 0;
        long missing = 0;
        for (Tenure tenure : tenures.all()) {
          for (Replica replica : replicas.of(tenure.district())) {
            long here = replica.position().getSequence();
            records += Math.max(0, here - acknowledgements.confirmedBy(replica.id(), member));
            missing += Math.max(0, here - acknowledgements.heldBy(replica.id(), member));
          }
        }
        lags.add(
            VoterLag.newBuilder()
                .setNodeId(member)
                .setRecords(records)
                .setMissing(missing)
                .build());
      }
    }
    return lags;
  }

  private List<District> serving() {
    return tenures.all().stream()
        .filter(Tenure::serving)
        .map(
            t ->
                District.newBuilder()
                    .setDistrict(t.district())
                    .setOwnerId(nodeId)
                    .setEpoch(t.epoch())
                    .setServing(true)
                    .setVotersVersion(t.votersVersion())
                    .build())
        .toList();
  }

  private List<ShardStatus> statuses(Iterable<ShardId> shards) {
    List<ShardStatus> statuses = new ArrayList<>();
    for (ShardId shard : shards) {
      long acknowledged = acknowledgements.acknowledged(shard);
      statuses.add(
          ShardStatus.newBuilder()
              .setShard(shard.toRef())
              .setOwnerId(nodeId)
              .setPosition(replicas.get(shard).position())
              .setAcknowledged(acknowledged)
              .setCopies(acknowledgements.copies(shard, acknowledged))
              .build());
    }
    return statuses;
  }

  /** Figures of everything this node serves, read now. */
  public CompletableFuture<ReadFiguresResponse> readAll() {
    ReadFiguresResponse.Builder response = ReadFiguresResponse.newBuilder();
    List<CompletableFuture<ShardFigures>> reads = new ArrayList<>();
    for (District district : serving()) {
      response.addServing(district);
      for (Replica replica : replicas.of(district.getDistrict())) {
        reads.add(sequencer.read(replica.id(), Newsroom::figures, READ_WAIT_MS));
      }
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              reads.forEach(r -> response.addFigures(r.join()));
              return response.build();
            });
  }
}
