package city.hotline.node.epoch;

import city.hotline.core.moment.Times;
import city.hotline.core.shard.Chain;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
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
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.google.protobuf.ByteString;
import java.util.Optional;
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

  /** Joins a grid, being founded or there already. */
  public FoundResponse found(FoundRequest request) {
    boolean joined = voters.join(request.getGridId(), request.getVoters(), request.getForced());
    return FoundResponse.newBuilder().setJoined(joined).setGridId(voters.gridId()).build();
  }

  /** Hands out a shard: the records after a position of its history, or a snapshot. */
  public void fetch(FetchShardRequest request, Consumer<FetchShardResponse> out) {
    Replica replica = replicas.get(ShardId.of(request.getShard()));
    Chain chain = replica.chain();
    Position last = replica.position();
    Position have = request.getHave();
    boolean connects =
        !request.getSnapshot()
            && (have.getSequence() == 0 || chain.contains(have, last.getSequence()))
            && last.getSequence() - have.getSequence() <= MOST_RECORDS;
    boolean upToDate = connects && have.getSequence() == last.getSequence();
    if (upToDate || (connects && records(replica, chain, have, last, out))) {
      return;
    }
    Optional<ShardSnapshot> snapshot = replica.read(s -> s.snapshot());
    snapshot.ifPresent(
        s -> out.accept(FetchShardResponse.newBuilder().setSnapshot(s.toByteString()).build()));
  }

  /**
   * Sends the records after one position up to another; false if the journal does not have them
   * all.
   */
  private boolean records(
      Replica replica,
      Chain chain,
      Position have,
      Position last,
      Consumer<FetchShardResponse> out) {
    var inMemory = replica.newestAfter(have.getSequence(), last.getSequence(), Replica.NEWEST);
    if (inMemory.isPresent()) {
      inMemory.get().forEach(r -> out.accept(message(r.entry())));
      return true;
    }
    long[] next = {have.getSequence() + 1};
    journal.readShard(
        replica.id().toRef(),
        next[0],
        (record, entry) -> {
          if (record.getSequence() != next[0]
              || record.getEpoch() != chain.epochAt(record.getSequence())) {
            return record.getSequence() <= next[0] || next[0] > have.getSequence() + 1;
          }
          out.accept(message(entry));
          next[0]++;
          return next[0] <= last.getSequence();
        });
    return Positions.isAfter(Positions.of(last.getEpoch(), next[0]), last);
  }

  private static FetchShardResponse message(byte[] entry) {
    return FetchShardResponse.newBuilder().setRecord(ByteString.copyFrom(entry)).build();
  }
}
