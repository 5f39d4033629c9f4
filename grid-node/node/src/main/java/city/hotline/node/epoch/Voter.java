package city.hotline.node.epoch;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.node.replica.History;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.grid.v1.FoundResponse;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.SnapshotPart;
import com.google.protobuf.ByteString;
import java.util.function.Consumer;

/** What a node answers to others about promises, copies and the founding. Thread-safe. */
public final class Voter {
  /** Past this many records a snapshot is shorter. */
  private static final long MOST_RECORDS = 50_000;

  private final Voters voters;
  private final Promises promises;
  private final Replicas replicas;
  private final Journal journal;
  private final Refresh refresh;
  private final GridTime time;

  /** Answers from these. */
  public Voter(
      Voters voters,
      Promises promises,
      Replicas replicas,
      Journal journal,
      Refresh refresh,
      GridTime time) {
    this.voters = voters;
    this.promises = promises;
    this.replicas = replicas;
    this.journal = journal;
    this.refresh = refresh;
    this.time = time;
  }

  /**
   * Promises, journaled (and on disk, where the grid forces), then says what it has; unless newer
   * voters than the asker's are known here, or this node may have forgotten what it promised. The
   * order matters: what it has cannot grow by older epochs any more.
   */
  public PromiseResponse promise(PromiseRequest request) {
    if (!request.getGridId().equals(voters.gridId()) || refresh.doubtful()) {
      return PromiseResponse.newBuilder().setWithoutVote(true).build();
    }
    boolean promised;
    synchronized (this) {
      // Nobody who promised with newer voters promises with older ones afterwards.
      voters.learn(request.getVoters());
      if (voters.electorate().version() > request.getVoters().getVersion()) {
        return PromiseResponse.newBuilder().setVoters(voters.electorate().set()).build();
      }
      promised = promises.promise(request.getDistrict(), request.getEpoch(), request.getNodeId());
    }
    if (promised && voters.forced()) {
      journal.force();
    }
    PromiseResponse.Builder response =
        PromiseResponse.newBuilder()
            .setPromised(promised)
            .setHighestEpoch(promises.promised(request.getDistrict()))
            .setPromisedTo(promises.promisedTo(request.getDistrict()));
    if (promised) {
      response
          .addAllHoldings(replicas.holdings(request.getDistrict()))
          .setLatestMoment(Times.timestamp(time.latestMs()));
    }
    return response.build();
  }

  /** The highest epoch of a district that is promised here, or whose records are here. */
  public long promised(String district) {
    return promises.promised(district);
  }

  /** Joins a grid, being founded or there already. */
  public FoundResponse found(FoundRequest request) {
    boolean joined = voters.join(request.getGridId(), request.getVoters(), request.getForced());
    return FoundResponse.newBuilder().setJoined(joined).setGridId(voters.gridId()).build();
  }

  /**
   * Hands out a shard: the records after a position of its history, or a snapshot in parts, unless
   * only records are wanted. The consumer may wait for its reader; no lock is held meanwhile.
   */
  public void fetch(FetchShardRequest request, Consumer<FetchShardResponse> out) {
    Replica replica = replicas.get(ShardId.of(request.getShard()));
    Position last = replica.position();
    Position have = request.getHave();
    boolean connects =
        !request.getSnapshot()
            && (have.getSequence() == 0 || replica.chain().contains(have, last.getSequence()))
            && (request.getRecordsOnly()
                || last.getSequence() - have.getSequence() <= MOST_RECORDS);
    long until =
        request.getUntilSequence() == 0
            ? last.getSequence()
            : Math.min(request.getUntilSequence(), last.getSequence());
    if (connects
        && (until <= have.getSequence()
            || records(replica, have.getSequence(), until, out) == until)) {
      return;
    }
    if (!request.getRecordsOnly()) {
      replica.freeze().ifPresent(s -> SnapshotParts.cut(s.snapshot(), p -> out.accept(part(p))));
    }
  }

  private long records(Replica replica, long have, long until, Consumer<FetchShardResponse> out) {
    return new History(replica, journal)
        .read(
            have,
            until,
            record -> {
              out.accept(message(record.entry()));
              return true;
            });
  }

  private static FetchShardResponse part(SnapshotPart part) {
    return FetchShardResponse.newBuilder().setSnapshotPart(part).build();
  }

  private static FetchShardResponse message(byte[] entry) {
    return FetchShardResponse.newBuilder().setRecord(ByteString.copyFrom(entry)).build();
  }
}
