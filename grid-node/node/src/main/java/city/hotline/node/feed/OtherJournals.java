package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Members;
import city.hotline.node.epoch.Voters;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Reads history from the journals of the other members, on threads of its own. */
public final class OtherJournals implements Elsewhere {
  private static final int PAGE = 256;

  private final String nodeId;
  private final Members members;
  private final Voters voters;
  private final Executor executor;

  /** Works on the executor's threads; its queue must be bounded. */
  public OtherJournals(String nodeId, Members members, Voters voters, Executor executor) {
    this.nodeId = nodeId;
    this.members = members;
    this.voters = voters;
    this.executor = executor;
  }

  @Override
  public CompletableFuture<List<Record>> read(ShardId shard, Position after, long until) {
    FetchShardRequest request =
        FetchShardRequest.newBuilder()
            .setShard(shard.toRef())
            .setHave(after)
            .setUntilSequence(Math.min(until, after.getSequence() + PAGE))
            .setRecordsOnly(true)
            .build();
    try {
      return CompletableFuture.supplyAsync(() -> read(request), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<Record> read(FetchShardRequest request) {
    @Nullable RuntimeException failed = null;
    for (String member : others()) {
      try {
        List<Record> found = new ArrayList<>();
        members.fetch(member, request, part -> take(part, request, found));
        if (!found.isEmpty()) {
          return found;
        }
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
    return List.of();
  }

  /** Absent voters, too: they fail, as nobody knows what they have. */
  private Set<String> others() {
    Set<String> others = new LinkedHashSet<>(members.present());
    others.addAll(voters.electorate().all());
    others.remove(nodeId);
    return others;
  }

  /** Only records in order are taken, whatever comes. */
  private static boolean take(
      FetchShardResponse part, FetchShardRequest request, List<Record> found) {
    if (!part.hasRecord()) {
      return false;
    }
    Record record = JournaledRecord.decode(part.getRecord().toByteArray()).record();
    boolean next = record.getSequence() == request.getHave().getSequence() + found.size() + 1;
    if (next) {
      found.add(record);
    }
    return next;
  }
}
