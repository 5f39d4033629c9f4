package city.hotline.node.rates;

import city.hotline.core.docket.Docket;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.grid.v1.DocketsKept;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Reads the same of several dockets of this node, each as it is acknowledged. Thread-safe. */
final class DocketReads {

  /**
   * What was read of one.
   *
   * @param keptFrom from which day on its answers are kept
   */
  record Part<T>(ShardId docket, Position position, LocalDate keptFrom, T read) {}

  private final Sequencer sequencer;

  DocketReads(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  /**
   * Reads them, by their codes.
   *
   * @param reader runs while the docket's writer waits: it must copy references only
   */
  <T> CompletableFuture<List<Part<T>>> read(List<ShardRef> dockets, Function<Docket, T> reader) {
    List<CompletableFuture<Part<T>>> reads = new ArrayList<>(dockets.size());
    for (ShardRef docket : dockets) {
      reads.add(read(ShardId.of(docket), reader));
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .handle(
            (all, failure) ->
                reads.stream()
                    .filter(read -> !read.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .toList());
  }

  private <T> CompletableFuture<Part<T>> read(ShardId docket, Function<Docket, T> reader) {
    return sequencer.read(
        docket,
        (shard, position) -> {
          if (!(shard.contents() instanceof Contents.OfDocket here)) {
            throw new IllegalStateException(shard.id() + " is not a docket");
          }
          LocalDate keptFrom = here.docket().rates().firstKept().atDay(1);
          return new Part<>(docket, position, keptFrom, reader.apply(here.docket()));
        },
        Router.WAIT_MS);
  }

  /** Which dockets these are. */
  static <T> DocketsKept kept(List<Part<T>> parts) {
    DocketsKept.Builder kept = DocketsKept.newBuilder();
    LocalDate from = LocalDate.EPOCH;
    for (Part<T> part : parts) {
      kept.addDockets(
          DocketKnown.newBuilder()
              .setShard(part.docket.toRef())
              .setPosition(part.position)
              .setAge(Duration.getDefaultInstance()));
      from = part.keptFrom.isAfter(from) ? part.keptFrom : from;
    }
    return kept.setKeptFrom(from.toString()).build();
  }
}
