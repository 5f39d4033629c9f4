package city.hotline.node.board;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.MemberInfo;
import city.hotline.node.pulse.GridClock;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.grid.v1.ClockSetting;
import city.hotline.proto.wallboard.v1.ClusterHealth;
import city.hotline.proto.wallboard.v1.NodeHealth;
import city.hotline.proto.wallboard.v1.Picture;
import city.hotline.proto.wallboard.v1.StreetRates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sums the board up to the picture that walls show. Thread-safe. */
public final class PictureMaker {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String nodeId;
  private final Directory directory;
  private final Board board;
  private final GridClock clock;
  private final Voters voters;
  private final Supplier<List<MemberInfo>> members;
  private final Map<String, MemberInfo> everSeen = new TreeMap<>();
  private final long begunNanos = System.nanoTime();
  private boolean complete;

  /** Sums up this board. */
  public PictureMaker(
      String nodeId,
      Directory directory,
      Board board,
      GridClock clock,
      Voters voters,
      Supplier<List<MemberInfo>> members) {
    this.nodeId = nodeId;
    this.directory = directory;
    this.board = board;
    this.clock = clock;
    this.voters = voters;
    this.members = members;
  }

  /**
   * The city now; empty while this node, just started, has not been told of every shard: what is
   * not known yet must not look like nothing. After {@link #PATIENCE_NANOS} the picture comes as it
   * is, with the ages of what nobody told.
   */
  public synchronized Optional<Picture> picture() {
    long nowNanos = System.nanoTime();
    complete = complete || board.hasFiguresOfAll(directory);
    return complete || nowNanos - begunNanos > PATIENCE_NANOS
        ? Optional.of(picture(nowNanos))
        : Optional.empty();
  }

  private Picture picture(long nowNanos) {
    OptionalLong gridTime = clock.nowMs();
    long gridNow = gridTime.orElse(0);
    Picture.Builder picture =
        Picture.newBuilder()
            .setMadeAt(Times.timestamp(System.currentTimeMillis()))
            .setSpeed(1)
            .addAllTicker(board.ticker());
    clock
        .setting()
        .map(ClockSetting::getClock)
        .ifPresent(c -> picture.setDemo(c.getDemo()).setSpeed(c.getReal() ? 1 : c.getSpeed()));
    gridTime.ifPresent(now -> picture.setGridTime(Times.timestamp(now)));
    AreaSum city = new AreaSum();
    double oldest = 0;
    int serving = 0;
    Map<String, Integer> servedBy = new HashMap<>();
    for (Place place : directory.districts()) {
      String code = place.getCode();
      AreaSum area = sum(code, picture);
      var view = board.district(code);
      double age = view.map(v -> v.ageMs(nowNanos)).orElse((nowNanos - begunNanos) / 1e6);
      boolean served = view.map(v -> v.district().getServing()).orElse(false);
      if (served) {
        serving++;
        servedBy.merge(view.orElseThrow().district().getOwnerId(), 1, Integer::sum);
      }
      oldest = Math.max(oldest, age);
      city.add(area);
      picture.addDistricts(
          area.figures(gridNow)
              .setCode(code)
              .setName(place.getName())
              .setNameEn(directory.englishName(code))
              .setAgeMs(age)
              .setServing(served));
    }
    int districts = picture.getDistrictsCount();
    picture
        .setOldestAgeMs(oldest)
        .setCity(
            city.figures(gridNow)
                .setCode(ShardId.CITY)
                .setName("北京市")
                .setNameEn("Beijing")
                .setAgeMs(oldest)
                .setServing(serving == districts))
        .setCluster(cluster(serving, districts, servedBy));
    return picture.build();
  }

  private AreaSum sum(String district, Picture.Builder picture) {
    AreaSum area = new AreaSum();
    board.figures(ShardId.floor(district)).ifPresent(f -> area.add(f.getFloor()));
    for (String docket : directory.docketsOf(district)) {
      board
          .figures(ShardId.docket(district, docket))
          .ifPresent(
              f -> {
                area.add(f.getDocket());
                AreaSum street = new AreaSum();
                street.add(f.getDocket());
                if (!docket.equals(district) && street.anyOrders()) {
                  picture.addStreets(
                      StreetRates.newBuilder()
                          .setCode(docket)
                          .setName(directory.place(docket).map(Place::getName).orElse(""))
                          .setDistrict(district)
                          .setOpen(street.openOrders())
                          .setRates(street.rates()));
                }
              });
    }
    return area;
  }

  private ClusterHealth cluster(int serving, int districts, Map<String, Integer> servedBy) {
    List<MemberInfo> present = members.get();
    present.forEach(m -> everSeen.put(m.nodeId(), m));
    ClusterHealth.Builder health =
        ClusterHealth.newBuilder()
            .setVoters(voters.electorate().set().getVotersCount())
            .setDistrictsServing(serving)
            .setDistricts(districts)
            .setDurability(voters.durability().name().replace("DURABILITY_", ""))
            .setThisNode(nodeId);
    everSeen.forEach(
        (id, member) ->
            health.addNodes(
                NodeHealth.newBuilder()
                    .setNodeId(id)
                    .setAddress(member.grpcAddress())
                    .setHttp(member.httpAddress())
                    .setPresent(present.stream().anyMatch(p -> p.nodeId().equals(id)))
                    .setDistricts(servedBy.getOrDefault(id, 0))));
    return health.build();
  }
}
