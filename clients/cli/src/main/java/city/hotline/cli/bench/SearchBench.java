package city.hotline.cli.bench;

import city.hotline.client.HotlineClient;
import city.hotline.client.Orders;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.launch.GridNode;
import city.hotline.node.sequencer.Answer;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.UrgeOrder;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import city.hotline.proto.shard.v1.ShardCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * How long it takes to find orders in a district that has very many, while its orders change: one
 * member, a client beside it in this process, one question after the other.
 */
public final class SearchBench {
  private static final String DISTRICT = "110105";
  private static final int OUTSTANDING = 512;
  private static final int WARM_UP = 2_000;
  private static final int MEASURED = 9_000;
  private static final int CHANGES_A_SECOND = 200;
  private static final int FULL_PAGE = 200;
  private static final int PAGES_DOWN = 100;
  private static final int PHONES = 60_000;
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long FOLDED_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final List<String> WHAT =
      List.of("垃圾", "噪音", "停水", "供暖", "违章停车", "路灯", "油烟", "积水", "电梯", "井盖");
  private static final List<String> WHERE =
      List.of("小区东门", "地下车库", "学校门口", "三号楼", "菜市场旁", "公交站", "河边步道", "施工工地");
  private static final List<String> HOW = List.of("无人清理", "夜间扰民", "多次反映未解决", "请尽快处理", "影响出行");

  /**
   * One kind of question.
   *
   * @param kind what was asked
   * @param medianMs half of them took no longer
   * @param p99Ms 99 of 100 took no longer
   * @param mostMs none took longer
   */
  public record Kind(String kind, double medianMs, double p99Ms, double mostMs) {}

  /**
   * What was measured.
   *
   * @param orders open in the district
   * @param foldedSeconds from the first order to the last one found
   * @param changes of orders, acknowledged meanwhile
   * @param indexMegabytes on disk, at the end
   * @param all every question
   * @param kinds each kind of question
   */
  public record Result(
      int orders,
      double foldedSeconds,
      long changes,
      double indexMegabytes,
      Kind all,
      List<Kind> kinds) {}

  private final PrintStream progress;
  private final int orders;
  private final Directory directory = Directory.beijing();
  private final List<String> streets = new ArrayList<>(directory.docketsOf(DISTRICT));
  private final SplittableRandom random = new SplittableRandom(12345);
  private final LongAdder changes = new LongAdder();

  /** With so many open orders. */
  public SearchBench(PrintStream progress, int orders) {
    this.progress = progress;
    this.orders = orders;
    streets.remove(DISTRICT);
  }

  /** Measures in a temporary folder, which is removed. */
  public Result run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hotline-search");
    int[] ports = QuickBench.freePorts(2);
    List<String> members = List.of("127.0.0.1:" + ports[0]);
    try (BenchMember member = new BenchMember(folder, ports[0], ports[1], members);
        HotlineClient client = HotlineClient.connect(List.of("127.0.0.1:" + ports[1]))) {
      GridNode node = member.node();
      await("the district is served", READY_NANOS, () -> serves(node));
      long begun = System.nanoTime();
      progress.printf("opening %,d orders in %d dockets%n", orders, streets.size());
      open(node);
      await("all are found", FOLDED_NANOS, () -> node.search().size() >= orders);
      double folded = (System.nanoTime() - begun) / 1e9;
      return measure(node, client.orders(), folder, folded);
    } finally {
      Folders.delete(folder);
    }
  }

  private static boolean serves(GridNode node) {
    return node.tenures().of(DISTRICT).map(t -> t.serving()).orElse(false);
  }

  private static void await(String what, long nanos, BooleanSupplier condition) {
    long deadline = System.nanoTime() + nanos;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("still not: " + what + ". Is the machine busy?");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void open(GridNode node) throws InterruptedException {
    Semaphore outstanding = new Semaphore(OUTSTANDING);
    LongAdder refused = new LongAdder();
    for (int number = 0; number < orders; number++) {
      outstanding.acquire();
      OpenOrder.Builder order =
          OpenOrder.newBuilder()
              .setOrderId(id(number))
              .setCallId(DISTRICT + '-' + number)
              .setDraft(draft(number));
      var unused =
          submit(node, number, DocketCommand.newBuilder().setOpenOrder(order))
              .whenComplete(
                  (answer, failure) -> {
                    if (!(answer instanceof Answer.Accepted)) {
                      refused.increment();
                    }
                    outstanding.release();
                  });
    }
    outstanding.acquire(OUTSTANDING);
    if (refused.sum() > 0) {
      throw new IllegalStateException(refused.sum() + " orders were not opened");
    }
  }

  private CompletableFuture<Answer> submit(
      GridNode node, int number, DocketCommand.Builder command) {
    return node.router()
        .submit(
            ShardCommand.newBuilder()
                .setShard(ShardId.ofOrder(id(number)).toRef())
                .setDocket(command)
                .build());
  }

  private String id(int number) {
    return streets.get(number % streets.size()) + '-' + DISTRICT + '-' + (number + 1);
  }

  private OrderDraft.Builder draft(int number) {
    List<String> classes = directory.classes();
    return OrderDraft.newBuilder()
        .setClassCode(classes.get(random.nextInt(classes.size())))
        .setDistrict(DISTRICT)
        .setStreet(streets.get(number % streets.size()))
        .setText(any(WHERE) + any(WHAT) + "，" + any(HOW))
        .setRequester(Requester.newBuilder().setName("李明").setPhone(phone()));
  }

  private String phone() {
    return "138%08d".formatted(random.nextInt(PHONES));
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Result measure(GridNode node, Orders client, Path folder, double folded)
      throws InterruptedException, IOException {
    Map<String, Consumer<FindOrdersRequest.Builder>> kinds = kinds(farDown(client));
    progress.printf("warming up with %,d questions, then asking %,d%n", WARM_UP, MEASURED);
    AtomicBoolean over = new AtomicBoolean();
    Thread changing = new Thread(() -> change(node, over), "changes");
    changing.start();
    ask(client, kinds, WARM_UP);
    long before = changes.sum();
    Map<String, double[]> took = ask(client, kinds, MEASURED);
    long changed = changes.sum() - before;
    over.set(true);
    changing.join();
    List<Kind> each = new ArrayList<>();
    took.forEach((kind, ms) -> each.add(kind(kind, ms)));
    double[] all = took.values().stream().flatMapToDouble(Arrays::stream).toArray();
    return new Result(
        orders, folded, changed, megabytes(folder.resolve("search")), kind("all", all), each);
  }

  /** Citizens call again, so that what is asked about changes all the time. */
  private void change(GridNode node, AtomicBoolean over) {
    SplittableRandom which = new SplittableRandom(1);
    while (!over.get()) {
      int number = which.nextInt(orders);
      UrgeOrder.Builder urge = UrgeOrder.newBuilder().setOrderId(id(number)).setNote("again");
      var unused =
          submit(node, number, DocketCommand.newBuilder().setUrgeOrder(urge))
              .thenRun(changes::increment);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / CHANGES_A_SECOND);
    }
  }

  private Map<String, Consumer<FindOrdersRequest.Builder>> kinds(String down) {
    Map<String, Consumer<FindOrdersRequest.Builder>> kinds = new LinkedHashMap<>();
    kinds.put("all open, newest first", r -> {});
    kinds.put("all open, due first", r -> r.setSort(OrderSort.ORDER_SORT_DUE));
    kinds.put("all open, far down", r -> r.setSort(OrderSort.ORDER_SORT_OLDEST).setPageToken(down));
    kinds.put("order", r -> filter(r).setOrderId(id(random.nextInt(orders))));
    kinds.put("phone", r -> filter(r).setPhone(phone()));
    kinds.put("class", r -> filter(r).setClassCode(directory.classes().get(0).substring(0, 2)));
    kinds.put(
        "street, due first",
        r -> filter(r.setSort(OrderSort.ORDER_SORT_DUE)).setPlace(any(streets)));
    kinds.put("units below", r -> filter(r).setUnit(DISTRICT).setWithUnitsBelow(true));
    kinds.put("two words", r -> filter(r).setText(any(WHAT) + ' ' + any(HOW)));
    long now = System.currentTimeMillis();
    kinds.put(
        "due within a day",
        r -> filter(r).setDueBefore(Times.timestamp(now + TimeUnit.DAYS.toMillis(1))));
    return kinds;
  }

  /** The token of a page that nobody leafs to by hand. */
  private static String farDown(Orders client) {
    FindOrdersRequest.Builder request =
        FindOrdersRequest.newBuilder()
            .setDistrict(DISTRICT)
            .setSort(OrderSort.ORDER_SORT_OLDEST)
            .setPageSize(FULL_PAGE);
    for (int page = 0; page < PAGES_DOWN; page++) {
      FindOrdersResponse found = HotlineClient.await(client.find(request.build()));
      if (!found.getNextPageToken().isEmpty()) {
        request.setPageToken(found.getNextPageToken());
      }
    }
    return request.getPageToken();
  }

  private static OrderFilter.Builder filter(FindOrdersRequest.Builder request) {
    return request.getFilterBuilder();
  }

  /** Each kind in turn. */
  private static Map<String, double[]> ask(
      Orders client, Map<String, Consumer<FindOrdersRequest.Builder>> kinds, int questions) {
    Map<String, DoubleStream.Builder> took = new LinkedHashMap<>();
    for (int i = 0; i < questions / kinds.size(); i++) {
      kinds.forEach(
          (kind, asks) -> {
            FindOrdersRequest.Builder request = FindOrdersRequest.newBuilder();
            asks.accept(request.setDistrict(DISTRICT));
            took.computeIfAbsent(kind, k -> DoubleStream.builder())
                .add(ask(client, request.build()));
          });
    }
    Map<String, double[]> ms = new LinkedHashMap<>();
    took.forEach((kind, all) -> ms.put(kind, all.build().toArray()));
    return ms;
  }

  private static double ask(Orders client, FindOrdersRequest question) {
    long begun = System.nanoTime();
    FindOrdersResponse found = HotlineClient.await(client.find(question));
    double ms = (System.nanoTime() - begun) / 1e6;
    if (found.getNotAskedCount() > 0) {
      throw new IllegalStateException("not asked: " + found.getNotAskedList());
    }
    return ms;
  }

  private static Kind kind(String kind, double[] ms) {
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    return new Kind(
        kind,
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100],
        sorted[sorted.length - 1]);
  }

  private static double megabytes(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        // Merging deletes files meanwhile.
        bytes += file.toFile().length();
      }
    }
    return bytes / 1e6;
  }
}
