package city.hotline.node.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.MigrationInfo;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.internal.partition.impl.MigrationInterceptor.MigrationParticipant;
import com.hazelcast.test.TestHazelcastInstanceFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which migration waits for which. Members are real, on a network in memory. */
@Timeout(60)
class OneByOneTest {
  private static final int LOOKS = 3;

  private final TestHazelcastInstanceFactory factory = new TestHazelcastInstanceFactory();
  private final HazelcastInstance from = member("A");
  private final HazelcastInstance to = member("B");
  private final Map<String, String> served = new ConcurrentHashMap<>();
  private final CountDownLatch looks = new CountDownLatch(LOOKS);
  private final OneByOne moves =
      new OneByOne(from, Map.of(1, "110101", 2, "110102"), this::serverOf, Duration.ofHours(1));

  private HazelcastInstance member(String nodeId) {
    Config config = new Config();
    config.getMemberAttributeConfig().setAttribute(HazelcastSettings.NODE_ID, nodeId);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.getJetConfig().setEnabled(false);
    return factory.newHazelcastInstance(config);
  }

  private Optional<String> serverOf(String district) {
    if (district.equals("110101")) {
      looks.countDown();
    }
    return Optional.ofNullable(served.get(district));
  }

  private CompletableFuture<Void> begins(int partition) {
    Member target = to.getCluster().getLocalMember();
    MigrationInfo move =
        new MigrationInfo(
            partition, replica(from.getCluster().getLocalMember()), replica(target), 0, 1, -1, 0);
    return CompletableFuture.runAsync(
        () -> moves.onMigrationStart(MigrationParticipant.MASTER, move));
  }

  private static PartitionReplica replica(Member member) {
    return PartitionReplica.from(member);
  }

  @AfterEach
  void end() {
    factory.terminateAll();
  }

  @Test
  void aServedDistrictWaitsUntilTheOneBeforeIsServedWhereItWent() throws Exception {
    served.putAll(Map.of("110101", "A", "110102", "A"));
    begins(1).get();
    CompletableFuture<Void> second = begins(2);
    assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(second).isNotDone();
    served.put("110101", "B");
    second.get();
  }

  @Test
  void whatNobodyServesDoesNotWait() throws Exception {
    begins(1).get();
    begins(2).get();
    assertThat(looks.getCount()).isEqualTo(LOOKS);
  }

  @Test
  void nothingWaitsForAMemberThatIsGone() throws Exception {
    served.putAll(Map.of("110101", "A", "110102", "A"));
    begins(1).get();
    CompletableFuture<Void> second = begins(2);
    assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
    to.getLifecycleService().terminate();
    second.get();
    assertThat(served).containsEntry("110101", "A");
  }
}
