package city.hotline.node.board;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.sequencer.NotServed;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.grid.v1.DistrictFigures;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.ReadFiguresResponse;
import city.hotline.proto.grid.v1.ShardFigures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Exact figures of the whole city, read at every owner for this question. Thread-safe. */
public final class GridFigures {
  private final String nodeId;
  private final Directory directory;
  private final Newsroom newsroom;
  private final GridClock clock;
  private final Supplier<List<String>> present;
  private final Function<String, CompletableFuture<ReadFiguresResponse>> elsewhere;

  /** Reads here and, through the function, at the other nodes that are present. */
  public GridFigures(
      String nodeId,
      Directory directory,
      Newsroom newsroom,
      GridClock clock,
      Supplier<List<String>> present,
      Function<String, CompletableFuture<ReadFiguresResponse>> elsewhere) {
    this.nodeId = nodeId;
    this.directory = directory;
    this.newsroom = newsroom;
    this.clock = clock;
    this.present = present;
    this.elsewhere = elsewhere;
  }

  /** Fails with {@link NotServed} while a district has no serving owner. */
  public CompletableFuture<GetFiguresResponse> read(boolean byDistrict) {
    List<CompletableFuture<ReadFiguresResponse>> parts = new ArrayList<>();
    for (String node : present.get()) {
      parts.add(node.equals(nodeId) ? newsroom.readAll() : elsewhere.apply(node));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> sum(parts.stream().map(CompletableFuture::join).toList(), byDistrict));
  }

  private GetFiguresResponse sum(List<ReadFiguresResponse> parts, boolean byDistrict) {
    Set<String> served = new HashSet<>();
    CitySum city = new CitySum();
    Map<String, CitySum> districts = new TreeMap<>();
    for (ReadFiguresResponse part : parts) {
      Set<String> mine = new HashSet<>();
      part.getServingList()
          .forEach(
              d -> {
                if (served.add(d.getDistrict())) {
                  mine.add(d.getDistrict());
                }
              });
      for (ShardFigures shard : part.getFiguresList()) {
        String district = shard.getShard().getDistrict();
        if (mine.contains(district)) {
          city.add(shard);
          districts.computeIfAbsent(district, k -> new CitySum()).add(shard);
        }
      }
    }
    for (Place place : directory.districts()) {
      if (!served.contains(place.getCode())) {
        throw new NotServed(ShardId.floor(place.getCode()), "no serving owner answered");
      }
    }
    GetFiguresResponse.Builder response =
        GetFiguresResponse.newBuilder()
            .setCity(city.figures())
            .setGridTime(Times.timestamp(clock.nowMs().orElse(0)));
    if (byDistrict) {
      districts.forEach(
          (code, sum) ->
              response.addDistricts(
                  DistrictFigures.newBuilder().setDistrict(code).setFigures(sum.figures())));
    }
    return response.build();
  }
}
