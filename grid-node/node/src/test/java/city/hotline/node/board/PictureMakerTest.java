package city.hotline.node.board;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.grid.v1.ShardFigures;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a node that has just started shows. */
class PictureMakerTest {
  private final Directory beijing = Directory.beijing();
  private final GridClock clock = new GridClock(InstantSource.system(), () -> 0);
  private final Board board =
      new Board(
          clock,
          new Voters("A", new MemoryJournal(), false),
          KnownDirectories.only(Directory.beijing()));
  private final PictureMaker maker =
      new PictureMaker(
          "A", beijing, board, clock, new Voters("A", new MemoryJournal(), false), List::of);

  @Test
  void showsNothingBeforeItWasToldOfEveryShard() {
    List<ShardId> shards =
        beijing.districts().stream()
            .map(Place::getCode)
            .flatMap(
                code ->
                    Stream.concat(
                        Stream.of(ShardId.floor(code)),
                        beijing.docketsOf(code).stream().map(d -> ShardId.docket(code, d))))
            .toList();
    for (ShardId shard : shards) {
      assertThat(maker.picture()).as("before %s is known", shard).isEmpty();
      heard(shard);
    }
    assertThat(maker.picture().orElseThrow().getCity().getOffered())
        .isEqualTo(beijing.districts().size());
  }

  @Test
  void namesNoTimeWhileItKnowsNone() {
    beijing
        .districts()
        .forEach(
            d -> {
              heard(ShardId.floor(d.getCode()));
              beijing
                  .docketsOf(d.getCode())
                  .forEach(docket -> heard(ShardId.docket(d.getCode(), docket)));
            });
    assertThat(maker.picture().orElseThrow().hasGridTime()).isFalse();
  }

  private void heard(ShardId shard) {
    ShardFigures.Builder figures =
        ShardFigures.newBuilder().setShard(shard.toRef()).setPosition(Positions.of(1, 1));
    if (shard.isFloor()) {
      figures.setFloor(FloorFigures.newBuilder().setToday(CallFigures.newBuilder().setOffered(1)));
    }
    board.heard(WatchBoardResponse.newBuilder().setNodeId("B").addFigures(figures).build());
  }
}
