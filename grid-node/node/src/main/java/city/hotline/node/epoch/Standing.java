package city.hotline.node.epoch;

import city.hotline.node.replica.Promises;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether an epoch of this node's still stands: a majority of the voters has promised no later one.
 * An owner that was frozen or cut off does not know by itself that another took over; what it
 * accepts shows by the missing confirmations, but what it refuses would be judged by the past
 * (decision 24). Thread-safe.
 */
public final class Standing {
  private final String nodeId;
  private final Voters voters;
  private final Promises promises;
  private final Members members;

  /** Asks these members, and this node's own promises. */
  public Standing(String nodeId, Voters voters, Promises promises, Members members) {
    this.nodeId = nodeId;
    this.voters = voters;
    this.promises = promises;
    this.members = members;
  }

  /**
   * Asks now; blocks nobody. True when a majority had promised no later epoch at some time after
   * the question, so that none can have begun before it; false when that is not certain.
   */
  public CompletableFuture<Boolean> stands(String district, long epoch) {
    Electorate electorate = voters.electorate();
    Poll poll = new Poll(electorate, epoch);
    for (String voter : electorate.all()) {
      CompletableFuture<Long> promised =
          voter.equals(nodeId)
              ? CompletableFuture.completedFuture(promises.promised(district))
              : members.promised(voter, district);
      var unused = promised.whenComplete((highest, failure) -> poll.said(voter, highest));
    }
    return poll.result;
  }

  private static final class Poll {
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private final Electorate electorate;
    private final long epoch;
    private final Set<String> standing = new HashSet<>();
    private int silent;

    Poll(Electorate electorate, long epoch) {
      this.electorate = electorate;
      this.epoch = epoch;
      this.silent = electorate.all().size();
    }

    /** A voter's highest promise; null when it did not answer. */
    synchronized void said(String voter, @Nullable Long highest) {
      silent--;
      if (highest != null && highest <= epoch) {
        standing.add(voter);
      }
      if (electorate.isMajority(standing)) {
        result.complete(true);
      } else if (silent == 0) {
        result.complete(false);
      }
    }
  }
}
