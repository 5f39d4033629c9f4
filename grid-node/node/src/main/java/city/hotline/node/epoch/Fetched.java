package city.hotline.node.epoch;

import city.hotline.node.journal.SnapshotParts;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.grid.v1.FetchShardResponse;
import java.util.List;
import java.util.function.Predicate;

/** Takes a shard that is fetched into the copy here, part by part; for one fetch. */
final class Fetched implements Predicate<FetchShardResponse> {
  private final Replica replica;
  private final long authority;
  private final SnapshotParts parts = new SnapshotParts();

  /**
   * Takes into this copy.
   *
   * @param authority the epoch of the owner who vouches for what comes
   */
  Fetched(Replica replica, long authority) {
    this.replica = replica;
    this.authority = authority;
  }

  /** Takes one part; false when going on makes no sense. */
  @Override
  public boolean test(FetchShardResponse part) {
    return switch (part.getPartCase()) {
      case RECORD -> {
        Replica.Take take =
            replica.take(
                List.of(JournaledRecord.decode(part.getRecord().toByteArray())), authority);
        yield take == Replica.Take.TAKEN || take == Replica.Take.HAD;
      }
      case SNAPSHOT_PART ->
          parts.add(part.getSnapshotPart()).map(s -> replica.install(s, authority)).orElse(true);
      case PART_NOT_SET -> false;
    };
  }
}
