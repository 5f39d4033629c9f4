package city.hotline.node.board;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.ChangedDirectory;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.LoadDirectory;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner of the city's floor knows what is acknowledged there, not what a record adds. */
class CityDirectoriesTest {
  private static final ShardId FLOOR = ShardId.floor(ShardId.CITY);
  private static final Tenure TENURE = new Tenure(ShardId.CITY, HandDrivenLanes.EPOCH, 1, true);
  private static final long NOW_MS = 1_790_000_000_000L;

  private final HandDrivenLanes lanes = new HandDrivenLanes().byThemselves();
  private final KnownDirectories known = KnownDirectories.only(Directory.beijing());
  private final ScheduledExecutorService readers = Executors.newSingleThreadScheduledExecutor();
  private final CityDirectories versions =
      new CityDirectories(known, lanes.replicas, lanes.sequencer, readers);

  @BeforeEach
  void serve() {
    lanes.tap(versions);
    lanes.begin(FLOOR);
    lanes.sequencer.began(TENURE);
    versions.began(TENURE);
  }

  @AfterEach
  void close() {
    readers.shutdownNow();
  }

  private void loads(String classCode) {
    DirectoryPack files =
        ChangedDirectory.files(Map.of("classes.csv", List.of("010109,", classCode + ",")));
    var unused =
        lanes
            .sequencer
            .submit(
                FLOOR,
                ShardCommand.newBuilder()
                    .setShard(FLOOR.toRef())
                    .setFloor(
                        FloorCommand.newBuilder()
                            .setLoadDirectory(
                                LoadDirectory.newBuilder()
                                    .setValidFrom(Times.day(NOW_MS).plusDays(1).toString())
                                    .setPacked(files.packed())
                                    .setDigest(files.digest())
                                    .setLoadedBy("administrator test")
                                    .setReason("a test")))
                    .build(),
                1_000)
            .join();
  }

  /** Asking, and taking the answer, are a task each. */
  private void allIsRead() throws ExecutionException, InterruptedException {
    readers.submit(() -> {}).get();
    readers.submit(() -> {}).get();
  }

  private List<String> names() {
    return known.set().getVersionsList().stream().map(DirectoryVersion::getName).toList();
  }

  @Test
  void whatIsLoadedIsKnown() throws Exception {
    loads("010199");
    allIsRead();
    loads("010198");
    allIsRead();
    assertThat(names()).hasSize(2);
    assertThat(known.set().getRevision()).isEqualTo(2);
  }

  @Test
  void aRecordThatIsPublishedAfterItsStateWasTakenAddsNothing() throws Exception {
    loads("010199");
    allIsRead();
    List<JournaledRecord> late = List.copyOf(lanes.published);
    versions.ended(TENURE);
    versions.began(TENURE);
    versions.published(FLOOR, late);
    allIsRead();
    assertThat(names()).hasSize(1);
    assertThat(known.set().getRevision()).isEqualTo(1);
  }
}
