package city.hotline.node.gauge;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.Board;
import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.grid.v1.ShardFigures;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import java.time.InstantSource;

/** A board filled by hand. */
final class Boards {
  static final Directory BEIJING = Directory.beijing();

  private final Board board =
      new Board(
          new GridClock(InstantSource.system(), () -> 0),
          new Voters("A", new MemoryJournal(), false),
          KnownDirectories.only(BEIJING));
  private long sequence;

  Board board() {
    return board;
  }

  Boards floor(String district, FloorFigures.Builder figures) {
    return heard(ShardId.floor(district), ShardFigures.newBuilder().setFloor(figures));
  }

  Boards docket(String district, String docket, DocketFigures.Builder figures) {
    return heard(ShardId.docket(district, docket), ShardFigures.newBuilder().setDocket(figures));
  }

  /** All dockets of the district show nothing, as after founding. */
  Boards emptyDockets(String district) {
    for (String docket : BEIJING.docketsOf(district)) {
      docket(district, docket, DocketFigures.newBuilder());
    }
    return this;
  }

  private Boards heard(ShardId shard, ShardFigures.Builder figures) {
    board.heard(
        WatchBoardResponse.newBuilder()
            .setNodeId("node-1")
            .addFigures(
                figures
                    .setShard(shard.toRef())
                    .setPosition(Positions.of(1, ++sequence))
                    .setOutbox(2))
            .build());
    return this;
  }
}
