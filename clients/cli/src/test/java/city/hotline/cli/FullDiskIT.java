package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.hotline.chaos.stage.Commands;
import city.hotline.chaos.stage.Ground;
import city.hotline.chaos.stage.Stage;
import city.hotline.chaos.stage.StagePlan;
import city.hotline.client.FiguresWatch;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.proto.wallboard.v1.Picture;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node whose disk is full, a small file system of its own: it refuses what would be written, goes
 * on with everything else, and writes again as soon as there is space.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FullDiskIT {
  private static final Path LOOPS = Path.of("/dev/loop-control");
  private static final int FIRST_PORT = 22_600;
  private static final int SERVING_SECONDS = 90;
  private static final int PICTURES = 5;
  private static final int PICTURE_MS = 250;

  /** Writing goes on within this time. */
  private static final long EXPECTED_MS = 5_000;

  /** Far above what is measured on a quiet machine, so that a busy one does not fail. */
  private static final long PATIENCE_MS = 60_000;

  @Test
  void refusesToWriteAndGoesOnReadingUntilThereIsSpace(@TempDir Path folder) throws Exception {
    boolean required = "all".equals(System.getenv("HOTLINE_REQUIRE")) && isRoot();
    try (Stage stage = staged(folder, required)) {
      stage.start(0);
      assertThat(stage.awaitServing(SERVING_SECONDS)).isTrue();
      try (HotlineClient client = HotlineClient.connect(stage.addresses());
          var arrivals = new RawArrivals(stage.addresses().get(0));
          var wall = new Wall(client)) {
        assertThat(arrivals.send(1)).containsExactly(Status.Code.OK);
        stage.fillDisk(0);
        refuses(arrivals);
        readsGoOn(client, wall, arrivals.accepted());
        assertThat(arrivals.send(1)).containsExactly(Status.Code.RESOURCE_EXHAUSTED);
        stage.freeDisk(0);
        long begun = System.nanoTime();
        await(() -> arrivals.send(1).contains(Status.Code.OK));
        System.out.printf(
            "disk full: first command acknowledged %d ms after there was space (expected: below"
                + " %d), %,d before it was full%n",
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
            EXPECTED_MS,
            arrivals.accepted() - 1);
        readsGoOn(client, wall, arrivals.accepted());
        assertThat(wall.broken.get()).as("how often the wall's stream broke").isZero();
        assertThat(stage.running()).as("nodes that live").containsExactly(0);
      }
    }
  }

  /** What was reserved while there was space is used up first. */
  private static void refuses(RawArrivals arrivals) {
    Set<Status.Code> answers = Set.of(Status.Code.OK);
    while (answers.equals(Set.of(Status.Code.OK))) {
      answers = arrivals.send(RawArrivals.MOST);
    }
    assertThat(answers)
        .contains(Status.Code.RESOURCE_EXHAUSTED)
        .isSubsetOf(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
  }

  private static void readsGoOn(HotlineClient client, Wall wall, long accepted)
      throws InterruptedException {
    assertThat(HotlineClient.await(client.grid().figures()).getCity().getCalls().getOffered())
        .isEqualTo(accepted);
    int before = wall.pictures.get();
    await(() -> wall.pictures.get() >= before + PICTURES);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time within which it must be so").isLessThan(giveUp);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Stage staged(Path folder, boolean required)
      throws IOException, InterruptedException {
    assumeTrue(isRoot(), "needs root, to mount a small disk");
    assumeTrue(Files.exists(LOOPS), "needs loop devices, which this machine does not give");
    List<String> program = RealNodes.program(RealNodes.HEAP_MB);
    var plan = new StagePlan(folder, 1, FIRST_PORT, program, List.of(), Ground.DISK);
    try {
      return new Stage(plan);
    } catch (IOException e) {
      assumeTrue(required, "no small disk could be mounted: " + e.getMessage());
      throw e;
    }
  }

  private static boolean isRoot() throws IOException, InterruptedException {
    return Commands.run(List.of("id", "-u")).strip().equals("0");
  }

  /** An open stream of figures. */
  private static final class Wall implements FiguresWatch.Listener, AutoCloseable {
    private final AtomicInteger pictures = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final FiguresWatch watch;

    Wall(HotlineClient client) {
      watch = client.watchFigures(PICTURE_MS, this);
    }

    @Override
    public void onPicture(Picture picture) {
      pictures.incrementAndGet();
    }

    @Override
    public void onBroken(String why) {
      broken.incrementAndGet();
    }

    @Override
    public void onRefused(HotlineException reason) {
      broken.incrementAndGet();
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
