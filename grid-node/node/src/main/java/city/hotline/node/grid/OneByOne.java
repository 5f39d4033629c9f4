package city.hotline.node.grid;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.MigrationInfo;
import com.hazelcast.internal.partition.impl.MigrationInterceptor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves districts one after the other: one that is served goes only when the one before is served
 * where it went (decision 0026). Moved all at once, each would wait until the takeovers of all are
 * through. What nobody serves is not waited with, nor is anything while members come or go.
 *
 * <p>Called on the one thread on which Hazelcast's oldest member starts migrations, never for
 * promotions after a loss.
 */
final class OneByOne implements MigrationInterceptor {
  private static final long LOOK_MS = 10;

  private final HazelcastInstance hazelcast;
  private final Map<Integer, String> districts;
  private final Function<String, Optional<String>> servers;
  private final Duration longest;
  private @Nullable Move last;

  private record Move(String district, @Nullable Member to) {}

  /**
   * In the way of every migration.
   *
   * @param districts by partition
   * @param servers the stable id of the node that serves a district; empty while there is none
   * @param longest after so long nothing waits any more
   */
  OneByOne(
      HazelcastInstance hazelcast,
      Map<Integer, String> districts,
      Function<String, Optional<String>> servers,
      Duration longest) {
    this.longest = longest;
    this.hazelcast = hazelcast;
    this.districts = districts;
    this.servers = servers;
  }

  @Override
  public void onMigrationStart(MigrationParticipant participant, MigrationInfo migration) {
    String district = districts.get(migration.getPartitionId());
    if (participant != MigrationParticipant.MASTER
        || migration.getDestinationNewReplicaIndex() != 0
        || district == null) {
      return;
    }
    Move before = last;
    if (before != null && servers.apply(district).isPresent()) {
      awaitServed(before);
    }
    last = new Move(district, destination(migration));
  }

  private @Nullable Member destination(MigrationInfo migration) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(m -> m.getUuid().equals(migration.getDestination().uuid()))
        .findFirst()
        .orElse(null);
  }

  private void awaitServed(Move move) {
    Set<Member> members = hazelcast.getCluster().getMembers();
    long giveUp = System.nanoTime() + longest.toNanos();
    while (move.to() != null
        && members.contains(move.to())
        && members.equals(hazelcast.getCluster().getMembers())
        && !servers
            .apply(move.district())
            .equals(Optional.ofNullable(move.to().getAttribute(HazelcastSettings.NODE_ID)))
        && System.nanoTime() < giveUp) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
