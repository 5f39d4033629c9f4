package city.hotline.node.board;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Voters;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.ShardFigures;
import city.hotline.proto.grid.v1.ShardStatus;
import city.hotline.proto.grid.v1.VoterLag;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.wallboard.v1.TickerItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The newest that was heard from each node, this one included. Thread-safe. */
public final class Board implements Router.Owners {
  private static final int NEWEST = 20;

  /**
   * A district as last heard.
   *
   * @param heardNanos {@link System#nanoTime} of the last word from its owner
   */
  public record DistrictView(District district, long heardNanos) {

    /** Milliseconds of real time since the owner was heard. */
    public double ageMs(long nowNanos) {
      return (nowNanos - heardNanos) / 1e6;
    }
  }

  private final Map<ShardId, ShardFigures> figures = new ConcurrentHashMap<>();
  private final Map<ShardId, ShardStatus> shards = new ConcurrentHashMap<>();
  private final Map<String, DistrictView> districts = new ConcurrentHashMap<>();
  private final Map<String, String> gridIds = new ConcurrentHashMap<>();
  private final Map<String, Map<ShardId, Position>> checkpoints = new ConcurrentHashMap<>();
  private final Map<String, WatchBoardResponse> newest = new ConcurrentHashMap<>();
  private final ArrayDeque<TickerItem> ticker = new ArrayDeque<>();
  private final GridClock clock;
  private final Voters voters;
  private final KnownDirectories directories;

  /** A board that tells each of these what it hears of time, of voters, of the directory. */
  public Board(GridClock clock, Voters voters, KnownDirectories directories) {
    this.clock = clock;
    this.voters = voters;
    this.directories = directories;
  }

  /** Takes what a node says of itself. */
  public void heard(WatchBoardResponse news) {
    long now = System.nanoTime();
    String node = news.getNodeId();
    gridIds.put(node, news.getGridId());
    if (news.getCheckpointCount() > 0) {
      checkpoints.put(
          node,
          news.getCheckpointList().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      h -> ShardId.of(h.getShard()), h -> h.getPosition())));
    }
    newest.put(
        node,
        news.toBuilder()
            .clearFigures()
            .clearShards()
            .clearTicker()
            .clearCheckpoint()
            .clearDirectories()
            .build());
    if (news.getGridId().equals(voters.gridId())) {
      voters.learn(news.getVoters());
    }
    // Before the clock: a node that knows the time decides by the version that holds then.
    if (news.hasDirectories()) {
      directories.learn(news.getDirectories());
    }
    if (news.hasClock()) {
      clock.adopt(news.getClock());
    }
    for (District district : news.getServingList()) {
      districts.merge(
          district.getDistrict(),
          new DistrictView(district, now),
          (old, next) -> next.district().getEpoch() >= old.district().getEpoch() ? next : old);
    }
    districts.replaceAll((code, view) -> withoutLost(view, news));
    for (ShardFigures shard : news.getFiguresList()) {
      figures.merge(
          ShardId.of(shard.getShard()),
          shard,
          (old, next) -> Positions.isAfter(old.getPosition(), next.getPosition()) ? old : next);
    }
    for (ShardStatus shard : news.getShardsList()) {
      shards.merge(
          ShardId.of(shard.getShard()),
          shard,
          (old, next) -> Positions.isAfter(old.getPosition(), next.getPosition()) ? old : next);
    }
    synchronized (ticker) {
      for (TickerItem item : news.getTickerList()) {
        ticker.addFirst(item);
        if (ticker.size() > NEWEST) {
          ticker.removeLast();
        }
      }
    }
  }

  /** A district that its owner no longer lists is not served, until somebody lists it. */
  private static DistrictView withoutLost(DistrictView view, WatchBoardResponse news) {
    District district = view.district();
    if (!district.getOwnerId().equals(news.getNodeId())
        || news.getServingList().stream()
            .anyMatch(d -> d.getDistrict().equals(district.getDistrict()))) {
      return view;
    }
    return new DistrictView(
        district.toBuilder().clearOwnerId().setServing(false).build(), view.heardNanos());
  }

  /** A node is gone: what it served is served by nobody until somebody else says so. */
  public void lost(String nodeId) {
    gridIds.remove(nodeId);
    checkpoints.remove(nodeId);
    newest.remove(nodeId);
    districts.replaceAll(
        (code, view) ->
            view.district().getOwnerId().equals(nodeId)
                ? new DistrictView(
                    view.district().toBuilder().clearOwnerId().setServing(false).build(),
                    view.heardNanos())
                : view);
  }

  @Override
  public Optional<String> ownerOf(String district) {
    DistrictView view = districts.get(district);
    return view == null || !view.district().getServing()
        ? Optional.empty()
        : Optional.of(view.district().getOwnerId());
  }

  /** A district as last heard; empty before its first owner. */
  public Optional<DistrictView> district(String code) {
    return Optional.ofNullable(districts.get(code));
  }

  /** Figures of a shard as last heard; empty before its first owner. */
  public Optional<ShardFigures> figures(ShardId shard) {
    return Optional.ofNullable(figures.get(shard));
  }

  /** Whether the figures of every shard in the directory have been heard at least once. */
  boolean hasFiguresOfAll(Directory directory) {
    return directory.districts().stream()
        .map(Place::getCode)
        .allMatch(
            code ->
                figures.containsKey(ShardId.floor(code))
                    && directory.docketsOf(code).stream()
                        .allMatch(docket -> figures.containsKey(ShardId.docket(code, docket))));
  }

  /** A shard's state at its owner as last heard. */
  public Optional<ShardStatus> shard(ShardId shard) {
    return Optional.ofNullable(shards.get(shard));
  }

  /** The newest happenings, newest first. */
  public List<TickerItem> ticker() {
    synchronized (ticker) {
      return new ArrayList<>(ticker);
    }
  }

  /** What a node last said of itself and of the voters; nothing of one that is not heard. */
  public WatchBoardResponse newestOf(String nodeId) {
    return newest.getOrDefault(nodeId, WatchBoardResponse.getDefaultInstance());
  }

  /**
   * Records of all shards together that a node has not confirmed, as these nodes say; empty while
   * one of them has not said anything of it.
   */
  public OptionalLong lagOf(String nodeId, Collection<String> saying) {
    return sum(nodeId, saying, VoterLag::getRecords);
  }

  /**
   * Records of all shards together that a node does not hold, confirmed or without a vote, as these
   * nodes say; empty while one of them has not said anything of it.
   */
  public OptionalLong missingOf(String nodeId, Collection<String> saying) {
    return sum(nodeId, saying, l -> l.hasMissing() ? l.getMissing() : l.getRecords());
  }

  private OptionalLong sum(
      String nodeId, Collection<String> saying, ToLongFunction<VoterLag> records) {
    long sum = 0;
    for (String owner : saying) {
      Optional<VoterLag> lag =
          newestOf(owner).getLagsList().stream()
              .filter(l -> l.getNodeId().equals(nodeId))
              .findFirst();
      if (lag.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += records.applyAsLong(lag.get());
    }
    return OptionalLong.of(sum);
  }

  /** The grid each node says it belongs to, by node. */
  public Map<String, String> gridIds() {
    return Map.copyOf(gridIds);
  }

  /** What the last checkpoint of each node holds, by node. */
  public Map<String, Map<ShardId, Position>> checkpoints() {
    return Map.copyOf(checkpoints);
  }
}
