package city.hotline.cli.bench;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.launch.GridNode;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** The three-minute benchmark: baseline and grid in turn, on the same two members, in one run. */
public final class QuickBench {
  private static final int ROUNDS = 7;
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * What was measured.
   *
   * @param b1OpsPerSecond median over the rounds
   * @param gridCommandsPerSecond median over the rounds
   * @param durabilityClass of the grid
   * @param machine cores, memory and Java
   * @param acknowledged commands of the grid that were answered as safe, warm-up included
   * @param missing how many of those the state does not show; must be 0
   */
  public record Result(
      double b1OpsPerSecond,
      double gridCommandsPerSecond,
      String durabilityClass,
      String machine,
      long acknowledged,
      long missing) {

    /** How many times the baseline. */
    public double ratio() {
      return gridCommandsPerSecond / b1OpsPerSecond;
    }
  }

  private final PrintStream progress;

  /** Tells its progress there. */
  public QuickBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Starts two members on free loopback ports, measures, checks, and removes what it wrote. */
  public Result run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hotline-bench");
    int[] ports = freePorts(4);
    List<String> addresses = List.of("127.0.0.1:" + ports[0], "127.0.0.1:" + ports[1]);
    try (BenchMember first =
            new BenchMember(folder.resolve("node-0"), ports[0], ports[2], addresses);
        BenchMember second =
            new BenchMember(folder.resolve("node-1"), ports[1], ports[3], addresses)) {
      return measure(List.of(first.node(), second.node()));
    } finally {
      Folders.delete(folder);
    }
  }

  private Result measure(List<GridNode> nodes) throws InterruptedException {
    List<String> districts =
        Directory.beijing().districts().stream()
            .map(d -> d.getCode())
            .filter(d -> !d.equals(ShardId.CITY))
            .toList();
    awaitServing(nodes, districts);
    MapLoad baseline = new MapLoad(nodes.get(0).grid().instance().orElseThrow());
    GridLoad grid = new GridLoad(districts, district -> ownerOf(nodes, district));
    progress.println("warming up");
    baseline.run(WARM_UP_NANOS);
    grid.run(WARM_UP_NANOS);
    baseline.run(WARM_UP_NANOS);
    grid.run(WARM_UP_NANOS);
    List<Double> ofBaseline = new ArrayList<>();
    List<Double> ofGrid = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      ofBaseline.add(baseline.run(ROUND_NANOS));
      ofGrid.add(grid.run(ROUND_NANOS));
      progress.printf(
          "round %d: B1 %,.0f/s, grid %,.0f/s%n",
          round, ofBaseline.get(round - 1), ofGrid.get(round - 1));
    }
    long missing = missing(nodes, districts, grid);
    if (baseline.failed() > 0 || grid.refused() > 0) {
      progress.printf(
          "not answered as expected: B1 %d, grid %d%n", baseline.failed(), grid.refused());
    }
    return new Result(
        median(ofBaseline),
        median(ofGrid),
        "REPLICATED",
        machine(),
        grid.arrived() + grid.left(),
        missing);
  }

  private static void awaitServing(List<GridNode> nodes, List<String> districts) {
    long deadline = System.nanoTime() + READY_NANOS;
    while (!districts.stream().allMatch(d -> nodes.stream().anyMatch(n -> serves(n, d)))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the two members did not serve all districts within 60 s: is the machine busy?");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static boolean serves(GridNode node, String district) {
    return node.tenures().of(district).map(Tenures.Tenure::serving).orElse(false);
  }

  private static GridNode ownerOf(List<GridNode> nodes, String district) {
    return nodes.stream().filter(n -> serves(n, district)).findFirst().orElseThrow();
  }

  /**
   * Every acknowledged arrival must be counted as offered, every acknowledged leave as abandoned.
   */
  private static long missing(List<GridNode> nodes, List<String> districts, GridLoad grid)
      throws InterruptedException {
    long offered = 0;
    long abandoned = 0;
    for (String district : districts) {
      CallFigures total = figures(ownerOf(nodes, district), district).getTotal();
      offered += total.getOffered();
      abandoned += total.getAbandonedShort() + total.getAbandonedLong();
    }
    return Math.max(0, grid.arrived() - offered) + Math.max(0, grid.left() - abandoned);
  }

  private static FloorFigures figures(GridNode owner, String district) throws InterruptedException {
    try {
      return owner
          .sequencer()
          .read(
              ShardId.floor(district),
              (shard, position) ->
                  ((city.hotline.core.shard.Contents.OfFloor) shard.contents()).floor().figures(),
              5_000)
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("floor " + district + " could not be read: " + e, e);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.availableProcessors()
        + " cores, heap "
        + runtime.maxMemory() / (1 << 20)
        + " MiB, "
        + System.getProperty("os.name")
        + ' '
        + System.getProperty("os.arch")
        + ", Java "
        + Runtime.version();
  }

  static int[] freePorts(int count) throws IOException {
    int[] ports = new int[count];
    List<ServerSocket> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0);
      open.add(socket);
      ports[i] = socket.getLocalPort();
    }
    for (ServerSocket socket : open) {
      socket.close();
    }
    return ports;
  }
}
