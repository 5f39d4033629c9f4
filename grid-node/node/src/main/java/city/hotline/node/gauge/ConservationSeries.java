package city.hotline.node.gauge;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.Board;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.grid.v1.ShardFigures;
import java.util.List;

/** Whether what was counted adds up; always said, of every district. */
final class ConservationSeries implements Series.Source {
  private static final Family VIOLATIONS =
      Family.gauge(
          "hotline_conservation_violations",
          "Broken identities found by the shards of the district; must be 0. Floors: carried in +"
              + " offered = answered + abandoned + flowed out + failed + waiting. Dockets: opened ="
              + " dispatched + signed + in follow-up + closed.");
  private final Directory directory;
  private final Board board;

  ConservationSeries(Directory directory, Board board) {
    this.directory = directory;
    this.board = board;
  }

  @Override
  public List<Family> families() {
    return List.of(VIOLATIONS);
  }

  @Override
  public void addTo(Series series) {
    for (Place place : directory.districts()) {
      series.add(VIOLATIONS, violations(place.getCode()), "district", place.getCode());
    }
  }

  private long violations(String district) {
    long violations = found(ShardId.floor(district));
    for (String docket : directory.docketsOf(district)) {
      violations += found(ShardId.docket(district, docket));
    }
    return violations;
  }

  private int found(ShardId shard) {
    ShardFigures figures = board.figures(shard).orElse(ShardFigures.getDefaultInstance());
    return figures.getFloor().getViolations() + figures.getDocket().getViolations();
  }
}
